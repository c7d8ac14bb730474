"""What is deployed: services that know one another, commands that exist, no password and no root."""

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from tests.stores import find_free_port
from typer.exceptions import TyperException
from typer.main import get_command

from marsad.app.cli import app
from marsad.ledger import Ledger, find_place

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


def list_lines(compose):
    """Return the command lines, ours and others', that services, health checks and the handbook run."""
    lines = [service["command"] for service in compose["services"].values() if "command" in service]
    for service in compose["services"].values():
        kind, *words = service["healthcheck"]["test"]
        lines += split_shell(*words) if kind == "CMD-SHELL" else [words]
    store = (DEPLOY.parent / "docs" / "store.md").read_text(encoding="utf-8")
    lines += [shlex.split(line) for line in re.findall(r"docker compose run (?:--rm )?serve (marsad .*)", store)]
    return lines


def split_shell(line):
    """Return the commands of a line for the shell, without what they write where."""
    parts = shlex.shlex(line.replace("$$", "$"), posix=True, punctuation_chars=True)
    parts.whitespace_split = True
    commands = [[]]
    words = iter(parts)
    for word in words:
        if word == ">":
            next(words)
        elif word in {";", "&&", "||", "|"}:
            commands.append([])
        else:
            commands[-1].append(word)
    return commands


def parse(words):
    """Take a line apart as the command line does, and return the command's name; nothing is run."""
    context, name, command, words = None, "marsad", get_command(app), words[1:]
    while True:
        context = command.make_context(name, list(words), parent=context)
        if not hasattr(command, "resolve_command"):
            return context.command_path
        name, command, words = command.resolve_command(context, [*context._protected_args, *context.args])


def test_every_command_line_is_one_that_we_take(compose, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda _: "correct horse battery")
    taken = [parse(words) for words in list_lines(compose) if words[0] == "marsad"]
    assert sorted(taken) == ["marsad serve", "marsad sources status", "marsad users add", "marsad watch"]
    for wrong in (
        ["marsad", "serve", "--prt", "1"],
        ["marsad", "sources", "state"],
        ["marsad", "serve", "--port", "x"],
    ):
        with pytest.raises(TyperException):
            parse(wrong)


def test_what_else_is_run_is_in_the_image_and_asks_for_what_there_is(compose):
    others = {words[0]: words for words in list_lines(compose) if words[0] != "marsad"}
    assert set(others) == {"pg_isready", "python", "test"}
    given = read_environment()
    wanted = {f"--username={given['POSTGRES_USER']}", f"--dbname={given['POSTGRES_DB']}", "--quiet"}
    assert set(others["pg_isready"][1:]) == wanted
    address = re.search(r"http://127\.0\.0\.1:(\d+)(/\S*?)'", others["python"][2])
    compile(others["python"][2], "healthcheck", "exec")
    serve = compose["services"]["serve"]
    assert serve["command"][serve["command"].index("--port") + 1] == address[1]
    assert [port.rpartition(":")[2] for port in serve["ports"]] == [address[1]]


def make_environment():
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"MARSAD_LEDGER": "marsad.ledger", "MARSAD_CACHE": "cache"}


def test_what_is_served_is_found_healthy_once_somebody_may_log_in(compose, tmp_path):
    """Run the service's own command and its health check, on another port and a file of a ledger."""
    users = pytest.importorskip("marsad.app.web.users", exc_type=ImportError)
    serve, port = compose["services"]["serve"], str(find_free_port())
    program = Path(sys.executable).with_name("marsad")
    checks = [sys.executable, "-c", serve["healthcheck"]["test"][3].replace("8765", port)]
    words = [str(program), *serve["command"][1:]]
    words[words.index("--port") + 1] = port
    options = {"cwd": tmp_path, "env": make_environment(), "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    refused = subprocess.run(words, timeout=240, check=False, **options)
    assert (refused.returncode, b"nobody may log in yet" in refused.stderr) == (2, True)
    Ledger.open(tmp_path / "marsad.ledger").close()
    users.add_user(tmp_path / "marsad.users", "n", users.Role.ADMIN, "correct horse battery")
    run = subprocess.Popen(words, **options)
    try:
        until = time.monotonic() + 240
        while (healthy := subprocess.run(checks, capture_output=True, timeout=120, check=False).returncode) != 0:
            assert run.poll() is None, run.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.2)
    finally:
        run.kill()
        run.communicate(timeout=120)
    assert healthy == 0
    assert subprocess.run(checks, capture_output=True, timeout=120, check=False).returncode != 0


def test_a_watch_that_never_began_is_not_healthy(compose, tmp_path):
    check = compose["services"]["watch"]["healthcheck"]["test"][1].replace("$$", "$").replace("/tmp/", f"{tmp_path}/")
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["/bin/sh", "-c", check],
        cwd=tmp_path,
        env=make_environment() | {"PATH": paths},
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 1


def test_settings_are_such_as_somebody_reads():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (DEPLOY.parent / "src").rglob("*.py"))
    ours = {name for name in read_environment() if name.startswith("MARSAD_")}
    assert ours >= {"MARSAD_LEDGER"}
    assert [name for name in ours if not re.search(rf"[\"']{name}[\"']", source)] == []
    image, driver = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}, {"PGPASSWORD"}  # the image's, libpq's
    assert set(read_environment()) - ours == image | driver


def test_services_say_only_what_compose_knows(compose):
    lasts = re.compile(r"(\d+(h|m|s))+")
    for service in compose["services"].values():
        assert set(service) <= KNOWN, set(service) - KNOWN
        check = service["healthcheck"]
        assert set(check) <= {"test", "interval", "timeout", "retries", "start_period"}
        assert all(lasts.fullmatch(check[name]) for name in ("interval", "timeout", "start_period") if name in check)
        assert lasts.fullmatch(service.get("stop_grace_period", "1s"))
        build = service.get("build")
        assert build is None or (DEPLOY / build["context"] / build["dockerfile"]).is_file()
        assert re.fullmatch(r"marsad|postgres:\d+", service["image"])


KNOWN = {
    *("build", "cap_drop", "command", "depends_on", "env_file", "healthcheck", "image", "ports", "read_only"),
    *("restart", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "user", "volumes", "working_dir"),
}


def make_pins():
    """Return the versions that the image is built with: what its own command makes of the lock."""
    (command,) = re.findall(r"RUN (sed .*) /source/requirements\.lock >/source/pins", read_image())
    made = subprocess.run(
        f"{command} requirements.lock", shell=True, cwd=DEPLOY.parent, capture_output=True, timeout=240, check=True
    )
    requirements = importlib.import_module("packaging.requirements")
    return [requirements.Requirement(line) for line in made.stdout.decode().splitlines()]


def read_image():
    return (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_every_package_of_the_image_has_the_version_of_the_lock():
    pins = make_pins()
    lock = (DEPLOY.parent / "requirements.lock").read_text(encoding="utf-8")
    assert len(pins) == len(re.findall(r"(?m)^[a-z0-9].*==", lock)) > 50
    image = {"python_version": "3.12", "python_full_version": "3.12.0", "sys_platform": "linux", "extra": ""}
    pinned = {canonical(pin.name) for pin in pins if pin.marker is None or pin.marker.evaluate(image)}
    extras = re.search(r"/source\[([a-z,]+)\]", read_image())[1].split(",")
    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["project"]["optional-dependencies"]
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    needed = find_needed([*asked, *(line for extra in extras for line in optional[extra])], image)
    assert {"hatchling", "psycopg-binary", "uvicorn", "lxml"} <= needed
    assert needed - pinned == set()
    assert "ENV PIP_CONSTRAINT=/source/pins" in read_image()


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def find_needed(lines, environment):
    """Return the packages that requirements lead to, by what is said of those that are installed here."""
    requirements = importlib.import_module("packaging.requirements")
    ahead, seen = [requirements.Requirement(line) for line in lines], set()
    while ahead:
        one = ahead.pop()
        for extra in ("", *one.extras):
            if (canonical(one.name), extra) in seen:
                continue
            seen.add((canonical(one.name), extra))
            try:
                told = metadata.requires(one.name) or []
            except metadata.PackageNotFoundError:  # of the image's Python alone
                continue
            more = map(requirements.Requirement, told)
            ahead += [
                each for each in more if each.marker is None or each.marker.evaluate(environment | {"extra": extra})
            ]
    return {name for name, _ in seen}


def test_what_the_image_is_given_makes_a_wheel_with_all_data(tmp_path):
    """Build from those files alone that are let through to the image."""
    pytest.importorskip("hatchling")
    rules = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert rules[0] == "*"
    for name in (rule.removeprefix("!") for rule in rules[1:]):
        source = DEPLOY.parent / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "out")]
    subprocess.run(build, cwd=tmp_path, capture_output=True, timeout=300, check=True)
    (wheel,) = (tmp_path / "out").glob("marsad-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    data = [path for path in (DEPLOY.parent / "src").rglob("*") if path.suffix in {".sql", ".toml", ".tsv", ".html"}]
    assert len(data) > 100
    assert {path.relative_to(DEPLOY.parent / "src").as_posix() for path in data} <= held
    assert any(name.endswith("entry_points.txt") for name in held)


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
    if subprocess.run(["docker", "compose", "version"], capture_output=True, timeout=240, check=False).returncode:
        pytest.skip("docker has no compose here")
    for file in ("compose.yaml", "Dockerfile"):
        shutil.copy(DEPLOY / file, tmp_path)
    shutil.copy(DEPLOY / "marsad.env.example", tmp_path / "marsad.env")
    checked = subprocess.run(
        ["docker", "compose", "config", "--quiet"], cwd=tmp_path, capture_output=True, timeout=240, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()
