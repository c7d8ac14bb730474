"""The evaluation script, run on a made gold folder with a made coder."""

import importlib.util
import json
import re
from pathlib import Path

import msgspec
import pytest

from .made import DOCUMENT, annotation, figure, signal, statement

SCRIPT = Path(__file__).parents[3] / "evals" / "run.py"
GOLD = annotation(
    published="2031-03-03",
    boilerplate=["صورة"],
    statements=[statement("إن بلاده لن ترد")],
    signals=[signal("warning", ["NRD"], "حذر وزير دفاع")],
    figures=[figure(12, "12 صاروخا")],
    dates=[{"text": "يوم الأحد", "value": "2031-03-02"}],
)
TABLE = "id\tanchor\texpression\tsentence\texpected_iso\n1\t2031-03-04\tأمس\tجاء أمس\t2031-03-03\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("evals_run", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    here = tmp_path / "evals"
    here.mkdir()
    (here / "floors.toml").write_bytes((SCRIPT.parent / "floors.toml").read_bytes())
    monkeypatch.setattr(module, "HERE", here)
    monkeypatch.setenv("MARSAD_GOLD", str(tmp_path / "gold"))
    return module


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "m1.txt").write_text(DOCUMENT.text, encoding="utf-8")
    (folder / "dev_docs.jsonl").write_text("", encoding="utf-8")
    (folder / "dev_gold.jsonl").write_text("", encoding="utf-8")
    (folder / "seeds_gold.jsonl").write_bytes(msgspec.json.encode(GOLD) + b"\n")
    (folder / "dates.tsv").write_text(TABLE, encoding="utf-8")
    return folder


def code_rightly(raw):
    if raw["id"] == "m1":
        return json.loads(msgspec.json.encode(GOLD))
    return {"id": raw["id"], "dates": [{"text": "أمس", "value": "2031-03-03"}]}


def test_without_a_gold_folder_the_run_is_skipped(run, capsys):
    assert run.main([]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_every_floor_reached_is_success_and_the_report_holds_no_texts(run, gold, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "load_coder", lambda: code_rightly)
    assert run.main(["--write", "--save", str(tmp_path / "out.jsonl")]) == 0
    report = (run.HERE / "REPORT.md").read_text(encoding="utf-8")
    assert re.search(r"\| signals_f1 \| 1\.000 \| 0\.\d{3} \| \+0\.\d{3} \|", report)
    assert "وزير" not in report
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "m1"


def test_a_floor_not_reached_is_failure(run, gold, monkeypatch, capsys):
    monkeypatch.setattr(run, "load_coder", lambda: lambda raw: {"id": raw["id"]})
    assert run.main([]) == 1
    assert "under the floor: signals_f1: 0.000" in capsys.readouterr().out


def test_a_gold_folder_that_cannot_be_read_is_said(run, gold, monkeypatch, capsys):
    monkeypatch.setattr(run, "load_coder", lambda: code_rightly)
    (gold / "dev_gold.jsonl").write_text("{", encoding="utf-8")
    assert run.main([]) == 2
    assert "cannot be read: line 1" in capsys.readouterr().err
