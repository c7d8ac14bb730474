"""What is deployed: services that know one another, commands that exist, no password and no root."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.app.cli import app
from marsad.ledger import find_place

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture(scope="module")
def compose():
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def read_environment():
    lines = (DEPLOY / "marsad.env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_service_has_a_health_check_and_its_secrets_from_a_file(compose):
    assert set(compose["services"]) == {"database", "serve", "watch"}
    for service in compose["services"].values():
        assert service["healthcheck"]["test"]
        assert service["env_file"] == "marsad.env"
        assert "environment" not in service
        assert service["restart"] == "unless-stopped"


def test_ours_wait_for_the_database_and_are_not_root(compose):
    for name in ("serve", "watch"):
        service = compose["services"][name]
        assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert service["user"] == "10001:10001"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["serve"]["ports"])


def test_volumes_that_are_used_are_named(compose):
    mounts = [mount for service in compose["services"].values() for mount in service["volumes"]]
    named = {mount.partition(":")[0] for mount in mounts if not mount.startswith(".")}
    assert named == set(compose["volumes"])


@pytest.mark.parametrize("name", ["serve", "watch"])
def test_commands_are_ours_with_options_that_they_have(compose, name):
    program, command, *words = compose["services"][name]["command"]
    assert program == "marsad"
    told = CliRunner().invoke(app, [command, "--help"], terminal_width=200)
    assert told.exit_code == 0
    assert all(word in told.output for word in words if word.startswith("--"))


def test_the_ledger_is_in_the_database_and_no_password_stands_anywhere(compose):
    given = read_environment()
    server = find_place(given["MARSAD_LEDGER"]).server
    assert server.name == f"postgresql://{given['POSTGRES_USER']}@database/{given['POSTGRES_DB']}"
    assert "database" in compose["services"]
    assert (given["POSTGRES_PASSWORD"], given["PGPASSWORD"]) == ("", "")


def test_the_image_runs_as_our_user_with_extras_that_there_are(compose):
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER marsad"]
    uid = compose["services"]["serve"]["user"].partition(":")[0]
    assert any(f"--uid {uid} " in line for line in lines)
    wanted = re.search(r"/source\[([a-z,]+)\]", "\n".join(lines))[1].split(",")
    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"postgresql", "web"} <= set(wanted) <= set(project["optional-dependencies"])


def test_compose_itself_takes_the_file(tmp_path):
    if not shutil.which("docker"):
        pytest.skip("docker is not installed")
    if subprocess.run(["docker", "compose", "version"], capture_output=True, timeout=30, check=False).returncode:
        pytest.skip("docker has no compose here")
    for file in ("compose.yaml", "Dockerfile"):
        shutil.copy(DEPLOY / file, tmp_path)
    shutil.copy(DEPLOY / "marsad.env.example", tmp_path / "marsad.env")
    checked = subprocess.run(
        ["docker", "compose", "config", "--quiet"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()
