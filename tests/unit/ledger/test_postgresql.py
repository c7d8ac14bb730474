"""What is PostgreSQL's own: its words for our SQL, lost connections, killed writers, a server that goes."""

import contextlib
import multiprocessing

import pytest
from tests import stores
from tests.stores import Fresh, connect, make_address

from marsad.ledger import AddStatus, Ledger, LedgerError, migrate, write
from marsad.ledger import connection as connecting

from .made import AT
from .test_durability import RECORDS, numbered, start

dialect = pytest.importorskip("marsad.ledger.stores.postgresql.dialect", reason="the extra postgresql is not installed")

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def address(tmp_path):
    return Fresh("postgresql", tmp_path, "robust") / "ledger"


def test_marks_are_numbered_outside_of_texts_and_hints_are_left_out():
    query = (
        "SELECT '?' FROM t r INDEXED BY x CROSS JOIN u a ON a.b = ? WHERE +r.c IS NULL AND 1 + r.d > ? AND e = '+r.?'"
    )
    wanted = b"SELECT '?' FROM t r JOIN u a ON a.b = $1 WHERE r.c IS NULL AND 1 + r.d > $2 AND e = '+r.?'"
    assert dialect.translate_question(query) == wanted


def test_an_insertion_is_widened_unless_a_row_may_change_what_another_brought():
    one = "INSERT INTO t (a, b) VALUES (?, (SELECT x FROM u WHERE y = ?)) ON CONFLICT DO NOTHING"
    row = "(?, (SELECT x FROM u WHERE y = ?))"
    assert dialect.widen_insert(one, 2) == f"INSERT INTO t (a, b) VALUES {row}, {row} ON CONFLICT DO NOTHING"
    assert dialect.widen_insert("INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET a = 1", 2) is None
    assert dialect.widen_insert("UPDATE t SET a = ?", 2) is None


def test_a_page_takes_few_ways_to_the_server(address):
    from bench.stores import counting_ways

    with Ledger.open(address) as ledger:
        for number in range(3):
            ledger.add(numbered(number), run="run", at=AT)
        with counting_ways() as ways:
            assert ledger.add(numbered(3), run="run", at=AT).status is AddStatus.NEW
            assert ledger.add(numbered(3), run="run", at=AT).status is AddStatus.UNCHANGED
    assert 10 < ways["waits"] < 40


def test_a_client_library_without_pipelines_does_the_same(address, monkeypatch):
    monkeypatch.setattr("psycopg.Pipeline.is_supported", lambda: False)
    with Ledger.open(address) as ledger:
        assert ledger.add(numbered(1), run="run", at=AT).status is AddStatus.NEW
        assert list(ledger.reconcile()) != []
        assert ledger.check() == ()


def do_three(ledger, second):
    """Do three things in a transaction without looking at their answers, the second of which cannot be done."""
    with ledger._explained(), ledger._db.transaction():
        ledger._db.execute("INSERT INTO run (name, at) VALUES ('other', '')")
        ledger._db.execute(second, ("x",) if "?" in second else ())
        ledger._db.execute("SELECT 1")


@pytest.mark.parametrize(
    "statement", ["INSERT INTO run (name, at) VALUES ('run', '')", "INSERT INTO no_table VALUES (?)"]
)
def test_an_error_that_nobody_waited_for_undoes_the_page_and_is_told_in_a_line(address, statement):
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        with pytest.raises(LedgerError, match=r"schema=\w+: (duplicate key value|relation \"no_table\")") as caught:
            do_three(ledger, statement)
        assert "\n" not in str(caught.value)
        assert names(ledger, "SELECT name FROM run") == {"run"}
        assert ledger.add(numbered(2), run="other", at=AT).status is AddStatus.NEW
        assert ledger.check() == ()


def test_a_trigger_that_has_no_translation_is_refused():
    with pytest.raises(ValueError, match="no translation for CREATE TRIGGER x"):
        list(dialect.translate_migration(["CREATE TRIGGER x AFTER INSERT ON y BEGIN DELETE FROM z; END;"]))


def test_both_stores_have_the_same_tables_columns_indexes_and_triggers(address, tmp_path):
    with Ledger.open(address) as ledger, Ledger.open(tmp_path / "l") as other:
        assert sorted(ledger._db.list_tables()) == sorted(other._db.list_tables())
        for table in other._db.list_tables():
            assert ledger._db.list_columns(table) == other._db.list_columns(table), table
        ours = "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname !~ '_(pkey|key)$'"
        theirs = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        assert names(ledger, ours) - {"passage_by_term"} == names(other, theirs)
        ours = (
            "SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT tgisinternal AND c.relnamespace = CAST(current_schema() AS regnamespace)"
        )
        assert names(ledger, ours) - {"passage_added"} == names(
            other, "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )


def names(ledger, query):
    return {name for (name,) in ledger._db.execute(query)}


def test_a_schema_of_another_program_is_refused_and_none_is_no_ledger():
    with connect() as db:
        db.execute("CREATE SCHEMA IF NOT EXISTS foreign_one; CREATE TABLE IF NOT EXISTS foreign_one.t (x INTEGER)")
    with pytest.raises(LedgerError, match="holds tables of another program, not a ledger; name another schema"):
        Ledger.open(make_address("foreign_one"))
    with pytest.raises(LedgerError, match="schema=not_there: no such ledger"):
        Ledger.open(make_address("not_there"), readonly=True)
    with pytest.raises(LedgerError, match="schema=not_there: no such ledger"):
        Ledger.open(make_address("not_there"), create=False)


@pytest.mark.parametrize(
    "change", ["postgresql://postgres:secret@127.0.0.1:1/x", "postgresql://postgres:secret@127.0.0.1/x?no_option=1"]
)
def test_what_cannot_be_reached_is_told_in_a_line_without_the_password(change):
    with pytest.raises(LedgerError) as caught:
        Ledger.open(change)
    assert str(caught.value).startswith("postgresql://postgres@127.0.0.1")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_newer_schema_is_left_alone_and_an_older_one_is_brought_up_to_date(monkeypatch):
    address = Fresh("postgresql", None, "older").bare("ledger")
    older = migrate.load_migrations()[:-1]
    with monkeypatch.context() as patch:
        for module in ("migrate", "connection"):
            patch.setattr(f"marsad.ledger.{module}.load_migrations", lambda: older)
        Ledger.open(address).close()
    with pytest.raises(LedgerError, match="older marsad; open it once for writing"):
        Ledger.open(address, readonly=True)
    with Ledger.open(address) as ledger:
        assert ledger.check() == ()
        ledger._db.execute("UPDATE meta SET schema_version = 99")
    with pytest.raises(LedgerError, match=r"newer marsad \(schema 99\)"):
        Ledger.open(address)


def test_a_reader_writes_nothing(address):
    with Ledger.open(address, readonly=True) as ledger, pytest.raises(LedgerError, match="read-only"):
        ledger.add(numbered(1), run="run", at=AT)


def test_a_writer_that_waits_in_vain_says_so(address, monkeypatch):
    monkeypatch.setattr(connecting, "PATIENCE", 0.05)
    with Ledger.open(address) as first, Ledger.open(address) as second:
        with first._db.transaction(), pytest.raises(LedgerError, match="is being written by another program"):
            second.add(numbered(1), run="run", at=AT)
        assert second.add(numbered(1), run="run", at=AT).status is AddStatus.NEW


def test_writers_and_readers_in_several_processes_do_not_disturb_one_another(address):
    writers = [start(address, numbers) for numbers in (range(6), range(4, 10), range(6))]
    with Ledger.open(address, readonly=True) as reader:
        seen = []
        while any(process.is_alive() for process, _ in writers):
            with reader.standing_still():
                counts = reader.counts()
                assert sum(counts.records.values()) == RECORDS * counts.articles
                assert counts.articles == len(list(reader.articles()))
            seen.append(counts.articles)
            for _, hear in writers:
                with contextlib.suppress(EOFError, OSError):
                    while hear.poll():
                        hear.recv()
        assert seen == sorted(seen)
    for process, _ in writers:
        process.join(240)
        assert process.exitcode == 0
    with Ledger.open(address, readonly=True) as ledger:
        assert ledger.counts().articles == 10
        assert ledger.check() == ()


def test_a_killed_writer_leaves_whole_pages(address):
    process, hear = start(address, range(100_000))
    told = [hear.recv() for _ in range(5)]
    process.kill()
    process.join(240)
    with Ledger.open(address) as ledger:
        assert ledger.check() == ()
        counts = ledger.counts()
        assert len(told) <= counts.articles < 100_000
        assert sum(counts.records.values()) == RECORDS * counts.articles
        assert ledger.add(numbered(told[-1]), run="again", at=AT).status is AddStatus.UNCHANGED
        assert ledger.add(numbered(counts.articles + 1), run="again", at=AT).status is AddStatus.NEW


def terminate(ledger):
    """End a ledger's connection as an administrator would."""
    (pid,) = ledger._db.execute("SELECT pg_backend_pid()").fetchone()
    with connect() as db:
        db.execute("SELECT pg_terminate_backend(%s, 120000)", (pid,))


def test_a_connection_lost_between_calls_is_made_anew(address):
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        terminate(ledger)
        assert ledger.counts().articles == 1
        terminate(ledger)
        assert ledger.add(numbered(2), run="run", at=AT).status is AddStatus.NEW
        terminate(ledger)
    with Ledger.open(address) as ledger:
        assert ledger.counts().articles == 2
        assert ledger.check() == ()


def test_a_page_whose_connection_is_lost_is_written_again(address, monkeypatch):
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        left = [terminate]
        with monkeypatch.context() as patch:
            file = write.file_reading
            patch.setattr(write, "file_reading", lambda *given: left.pop()(ledger) if left else file(*given))
            assert ledger.add(numbered(2), run="run", at=AT).status is AddStatus.NEW
        assert left == []
        assert ledger.counts().articles == 2
        assert ledger.check() == ()


def test_a_connection_lost_again_and_again_costs_the_page_and_the_next_call_works(address, monkeypatch):
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        with monkeypatch.context() as patch:
            patch.setattr("marsad.ledger.write.file_reading", lambda *_: terminate(ledger))
            with pytest.raises(LedgerError, match="lost its connection; what was being written was not kept"):
                ledger.add(numbered(2), run="run", at=AT)
        assert ledger.counts().articles == 1
        assert ledger.check() == ()
        assert ledger.add(numbered(2), run="run", at=AT).status is AddStatus.NEW


def test_a_question_that_breaks_off_holds_up_nobody(address):
    with Ledger.open(address) as ledger:
        for number in range(3):
            ledger.add(numbered(number), run="run", at=AT)
        rows = ledger.entries()
        next(rows)
        assert ledger.add(numbered(3), run="run", at=AT).status is AddStatus.NEW
        assert sum(1 for _ in rows) == 3 * RECORDS - 1  # as it was when it was asked


def test_damage_is_named(address):
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        ledger._db.run_script(
            "SET session_replication_role = replica; UPDATE party SET record = 999 WHERE record = 1;"
            " DELETE FROM passage WHERE key = 1; SET session_replication_role = origin"
        )
        lines = "\n".join(ledger.check())
    assert "party 999: points to a missing record" in lines
    assert "search index: holds" in lines


def test_a_text_with_nul_is_refused_in_a_line(address):
    with Ledger.open(address) as ledger:
        with pytest.raises(LedgerError, match="cannot hold a text with a NUL character"):
            ledger.set_aside("a\0b", None, "empty", "", AT)
        assert list(ledger.set_asides()) == []


def test_what_is_loaded_without_the_extra_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "marsad.ledger.stores.postgresql", None)
    monkeypatch.delattr("marsad.ledger.stores.postgresql", raising=False)
    with pytest.raises(LedgerError, match=r"needs the extra `postgresql`: pip install 'marsad\[postgresql\]'"):
        Ledger.open("postgresql://h/db")


def test_a_server_that_is_switched_off_and_on_again_loses_nothing_that_was_told(tmp_path):
    server = stores.make_server()
    address = f"{server.address}?schema=restart"
    with Ledger.open(address) as ledger:
        ledger.add(numbered(1), run="run", at=AT)
        server.stop()
        with pytest.raises(LedgerError, match=r"lost its connection|cannot be reached"):
            ledger.add(numbered(2), run="run", at=AT)
        server.start()
        assert ledger.counts().articles == 1
        assert ledger.add(numbered(2), run="run", at=AT).status is AddStatus.NEW
        assert ledger.check() == ()


def test_order_is_by_code_point_whatever_the_database_sorts_by(address, tmp_path):
    outlets = ["b", "A", "a", "B", "ب", "أ", "Z", "é", "a b", "a-b", "_"]
    told = []
    for place in (address, tmp_path / "l"):
        with Ledger.open(place) as ledger:
            for name in outlets:
                ledger._db.execute("INSERT INTO run (name, at) VALUES (?, '')", (name,))
            rows = ledger._db.execute("SELECT name FROM run ORDER BY name")
            each = ledger._db.execute(
                'SELECT value FROM json_each(\'{"x":["b","A","a b","ab"]}\', \'$.x\') ORDER BY value'
            )
            told.append(([name for (name,) in rows], [value for (value,) in each]))
    assert told[0] == told[1]
    assert told[0][0] == sorted(outlets)
