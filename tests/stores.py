"""Fresh ledgers in every store, for tests that hold for all of them.

A PostgreSQL server is the one at MARSAD_TEST_POSTGRESQL (an address whose user may do everything there), else the one
on this machine that lets `postgres` in, else one that is started from the installed binaries for the run. Where there
is none, what asks for one is skipped with the reason.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import pytest

STORES = ("sqlite", "postgresql")
_LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
_BINARIES = ("/usr/lib/postgresql/*/bin",)
_QUICK = "options=-csynchronous_commit%3Doff"


class Fresh:
    """Addresses of ledgers that are empty when first asked for: `fresh / "a.ledger"`, as with a folder's path."""

    def __init__(self, kind, folder, name="fresh"):
        self.kind = kind
        self.folder = folder
        self.name = name  # that of the schemas: who keeps ledgers for longer than a test has one of its own
        self._schemas = {}

    def __truediv__(self, name):
        if self.kind == "sqlite":
            return self.folder / name
        if name not in self._schemas:
            self._schemas[name] = empty_schema(f"{self.name}_{len(self._schemas)}")
        return make_address(self._schemas[name])

    def bare(self, name):
        """Return the address of a store in which not even tables are."""
        if self.kind == "sqlite":
            return self.folder / name
        schema = f"{self.name}_bare"
        with connect() as db:
            db.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        return make_address(schema)


def make_address(schema):
    """Return the address of a schema in the tests' database."""
    return f"{find_server()}?schema={schema}&{_QUICK}"


def connect(**options):
    """Return a connection to the tests' database, past the ledger."""
    psycopg = pytest.importorskip("psycopg")
    return psycopg.connect(find_server(), autocommit=True, **options)


@cache
def find_server():
    """Return the address of a database of this run's own; skip where there can be none."""
    psycopg = pytest.importorskip("psycopg", reason="the extra postgresql is not installed")
    server = os.environ.get("MARSAD_TEST_POSTGRESQL") or _LOCAL
    try:
        psycopg.connect(server, connect_timeout=60).close()
    except psycopg.OperationalError as error:
        if "MARSAD_TEST_POSTGRESQL" in os.environ:
            pytest.skip(f"no PostgreSQL at MARSAD_TEST_POSTGRESQL: {str(error).splitlines()[0]}")
        server = start_server()
    return make_database(server)


def make_database(server):
    """Make this run's database, sorted by other rules than code points where the server knows some; drop it at exit."""
    import psycopg

    name = f"marsad_test_{os.getpid()}_{token_hex(4)}"  # of two machines with one server, each has its own
    options = (
        "LOCALE_PROVIDER icu ICU_LOCALE 'en' TEMPLATE template0 ENCODING 'UTF8'",
        "TEMPLATE template0 ENCODING 'UTF8'",
    )
    with psycopg.connect(server, autocommit=True) as db:
        for option in options:
            try:
                db.execute(f"CREATE DATABASE {name} {option}")
                break
            except psycopg.Error:
                if option == options[-1]:
                    raise

    def drop():
        with psycopg.connect(server, autocommit=True) as db:
            db.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    atexit.register(drop)
    parts = urlsplit(server)
    return parts._replace(path=f"/{name}").geturl()


def find_binaries():
    """Return the folder of `initdb` and `pg_ctl`; skip where they are not installed."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    folders = sorted(folder for pattern in _BINARIES for folder in Path("/").glob(pattern.lstrip("/")))
    if not folders:
        pytest.skip("no PostgreSQL server answers here and none is installed")
    return folders[-1]


def as_other_user():
    """Return what runs a command as a user that PostgreSQL does not refuse; root it does."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("no PostgreSQL server answers here, and as root none can be started without setpriv")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


class Server:
    """A server of this run's own, that can be stopped and started."""

    def __init__(self, folder, port):
        self.folder = folder
        self.port = port
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self.data = folder / "data"

    def control(self, *words):
        """Run pg_ctl."""
        command = [*as_other_user(), str(find_binaries() / "pg_ctl"), "-D", str(self.data), "-w", "-t", "180", *words]
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=240, check=False
        )
        if done.returncode:
            pytest.skip(f"PostgreSQL does not start here: {done.stderr.decode(errors='replace').strip()[:200]}")

    def start(self):
        """Start and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.control("-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode="immediate"):
        """Stop; `immediate` is as if the machine had been switched off."""
        self.control("-m", mode, "stop")


def make_server():
    """Make a server's files and start it; it ends with the run."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    server = Server(folder, find_free_port())
    initdb = [
        *as_other_user(),
        str(find_binaries() / "initdb"),
        "-D",
        str(server.data),
        "-U",
        "postgres",
        "-A",
        "trust",
    ]
    made = subprocess.run(
        [*initdb, "-E", "UTF8", "--no-sync"], cwd=folder, capture_output=True, timeout=240, check=False
    )
    if made.returncode:
        pytest.skip(f"initdb does not work here: {made.stderr.decode(errors='replace').strip()[:200]}")
    server.start()

    def end():
        subprocess.run(
            [*as_other_user(), str(find_binaries() / "pg_ctl"), "-D", str(server.data), "-m", "immediate", "stop"],
            cwd=folder,
            capture_output=True,
            timeout=240,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return server


@cache
def start_server():
    """Return the address of a server of this run's own."""
    return make_server().address


# One that the system picks for whoever asks for any may be another's before it is listened at: these are ours, and
# each of several processes that test at once has its own.
_PORTS = count(10_000 + os.getpid() * 61 % 20_000)


def find_free_port():
    """Return a port that nobody listens at, never the same twice."""
    import socket

    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("ports do not end")


def empty_schema(schema):
    """Return a schema's name; it has the ledger's tables and nothing in them, being made once and emptied after."""
    if schema not in _made():
        from marsad.ledger import Ledger

        Ledger.open(make_address(schema)).close()
        _made().add(schema)
    else:
        with connect() as db:
            db.execute(_EMPTY.replace("SCHEMA", schema))
    return schema


@cache
def _made():
    return set()


# To delete a few rows is far quicker than to TRUNCATE fifty relations; no trigger may stand in its way.
_EMPTY = """
SET session_replication_role = replica;
SET search_path = SCHEMA;
DO $$
DECLARE
  one RECORD;
BEGIN
  FOR one IN
    SELECT tablename FROM pg_tables WHERE schemaname = 'SCHEMA' AND tablename NOT IN ('meta', 'passage_total')
  LOOP
    EXECUTE format('DELETE FROM %I', one.tablename);
  END LOOP;
  FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'SCHEMA' AND last_value IS NOT NULL LOOP
    PERFORM setval(format('%I', one.sequencename)::regclass, 1, false);
  END LOOP;
END $$;
UPDATE passage_total SET passages = 0, words = 0;
UPDATE meta SET analyser = 1, facts = NULL, scale = '';
"""


@pytest.fixture(params=STORES)
def fresh(request, tmp_path):
    """Addresses of fresh ledgers, in one store after the other."""
    return Fresh(request.param, tmp_path)


def dump(ledger):
    """Return all that a ledger's tables hold, as text."""
    db = ledger._db
    if hasattr(db, "iterdump"):
        return list(db.iterdump())
    tables = [
        name for (name,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    ]
    return [(name, row) for name in tables for row in sorted(map(repr, db.execute(f"SELECT * FROM {name}")))]
