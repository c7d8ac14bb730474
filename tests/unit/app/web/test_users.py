"""Who may log in: the file, the commands, and what is refused before anything is served."""

import json
import stat

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.app.errors import AppError
from marsad.app.web.throttle import Throttle
from marsad.app.web.users import Role, add_user, check_password, load_users, remove_user

from .conftest import PASSWORD


def run(*words, stdin=None):
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin, prog_name="marsad")


def test_passwords_are_kept_as_hashes_for_the_owners_eyes(users):
    text = users.read_text()
    assert PASSWORD not in text
    assert all(row["hash"].startswith("$argon2id$") for row in json.loads(text))
    assert stat.S_IMODE(users.stat().st_mode) == 0o600


def test_who_fits_is_let_in(users):
    assert check_password(users, "admin", PASSWORD).role is Role.ADMIN
    assert check_password(users, "admin", PASSWORD + "x") is None
    assert check_password(users, "nobody", "nobody has this password") is None


def test_a_user_can_be_changed_and_removed(users):
    add_user(users, "reader", Role.REVIEWER, "another password")
    assert check_password(users, "reader", PASSWORD) is None
    assert check_password(users, "reader", "another password").role is Role.REVIEWER
    remove_user(users, "reader")
    assert "reader" not in load_users(users)
    with pytest.raises(AppError, match="no user"):
        remove_user(users, "reader")


@pytest.mark.parametrize(
    ("name", "password"), [("a b", PASSWORD), ("", PASSWORD), ("x" * 65, PASSWORD), ("ok", "short")]
)
def test_names_and_passwords_that_will_not_do(users, name, password):
    with pytest.raises(AppError):
        add_user(users, name, Role.READER, password)


def test_a_broken_file_is_told_of(users):
    users.write_text("[{}]")
    with pytest.raises(AppError, match="not a file of users"):
        load_users(users)


def test_commands_look_after_the_file(tmp_path):
    people = tmp_path / "people"
    added = run("users", "add", "S.Haddad", "--role", "reviewer", "--users", people, stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0, added.output
    assert PASSWORD not in added.output
    assert run("users", "list", "--users", people).stdout.split() == ["S.Haddad", "reviewer"]
    assert run("users", "add", "x", "--role", "king", "--users", people, "--password", PASSWORD).exit_code == 2
    assert run("users", "remove", "S.Haddad", "--users", people).exit_code == 0
    assert run("users", "list", "--users", people).stdout == ""


def test_nothing_is_served_to_others_before_somebody_may_log_in(path, monkeypatch):
    served = []
    monkeypatch.setattr("uvicorn.Server.run", lambda server: served.append(server.config))
    refused = run("serve", "--ledger", path, "--host", "0.0.0.0")
    assert refused.exit_code == 2
    assert "marsad users add" in refused.stderr
    assert run("serve", "--ledger", path, "--login").exit_code == 2
    assert run("serve", "--ledger", path.with_name("none.ledger")).exit_code == 2
    assert served == []
    assert run("serve", "--ledger", path).exit_code == 0
    add_user(path.with_suffix(".users"), "admin", Role.ADMIN, PASSWORD)
    assert run("serve", "--ledger", path, "--host", "0.0.0.0", "--port", "1").exit_code == 0
    answers = [TestClient(one.app, base_url="http://localhost").get("/api/openapi.json") for one in served]
    assert answers[0].status_code == 200
    assert "default-src 'none'" in answers[0].headers["content-security-policy"]
    assert [(one.host, one.port, one.server_header) for one in served] == [
        ("127.0.0.1", 8765, False),
        ("0.0.0.0", 1, False),
    ]


def test_failures_are_forgotten_after_a_while(clock):
    throttle = Throttle(clock)
    for _ in range(5):
        assert throttle.may_try("a", "here")
        throttle.fail("a", "here")
    assert not throttle.may_try("a", "elsewhere")
    assert throttle.may_try("b", "here")
    clock.go(minutes=15)
    assert throttle.may_try("a", "here")
