"""The evaluation script, run on a made gold folder with a made coder."""

import json
import re
from pathlib import Path

import msgspec
import pytest

import evals.run

from .made import DOCUMENT, annotation, figure, signal, statement

FLOORS = Path(evals.run.__file__).parent / "floors.toml"
GOLD = annotation(
    published="2031-03-03",
    boilerplate=["صورة"],
    sources=["Reuters"],
    statements=[statement("إن بلاده لن ترد"), statement("أن الحوار ممكن", direct=True)],
    signals=[signal("warning", ["NRD"], "حذر وزير دفاع", confidence=0.93)],
    figures=[figure(12, "12 صاروخا")],
    dates=[{"text": "يوم الأحد", "value": "2031-03-02"}],
)
TABLE = "id\tanchor\texpression\tsentence\texpected_iso\n1\t2031-03-04\tأمس\tجاء أمس\t2031-03-03\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    here = tmp_path / "evals"
    here.mkdir()
    (here / "floors.toml").write_bytes(FLOORS.read_bytes())
    monkeypatch.setattr(evals.run, "HERE", here)
    monkeypatch.setattr(evals.run, "HELDOUT", tmp_path / "heldout")
    monkeypatch.setenv("MARSAD_GOLD", str(tmp_path / "gold"))
    return evals.run


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
        found = json.loads(msgspec.json.encode(GOLD))
        number = re.search(r"\d+", raw["text"])[0]  # another where figures are replaced
        found["figures"][0] |= {"value": int(number), "evidence": number}
        return found
    return {"id": raw["id"], "dates": [{"text": "أمس", "value": "2031-03-03"}]}


def test_without_a_gold_folder_the_run_is_skipped(run, capsys):
    assert run.main([]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_every_floor_reached_is_success_and_the_report_holds_no_texts(run, gold, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "load_coder", lambda: code_rightly)
    assert run.main(["--write", "--save", str(tmp_path / "out.jsonl")]) == 0
    report = (run.HERE / "REPORT.md").read_text(encoding="utf-8")
    assert re.search(r"\| signals_f1 \| 1\.000 \| 0\.800 \| yes \| 0\.\d{3} \| \+0\.\d{3} \|", report)
    assert "| seeds | 1 | 1.000 |" in report
    assert "| 0.9–1.0 | 1 | 0.930 | 1.000 |" in report
    assert "| figures F1 | 1.000 | 1.000 | +0.0 | 1.000 | +0.0 |" in report
    assert "| held out | absent |" in report
    assert "وزير" not in report
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "m1"


def test_a_floor_not_reached_is_failure(run, gold, monkeypatch, capsys):
    monkeypatch.setattr(run, "load_coder", lambda: lambda raw: {"id": raw["id"]})
    assert run.main([]) == 1
    assert "not kept: signals_f1: 0.000 is under the floor" in capsys.readouterr().out


def test_a_gold_folder_that_cannot_be_read_is_said(run, gold, monkeypatch, capsys):
    monkeypatch.setattr(run, "load_coder", lambda: code_rightly)
    (gold / "dev_gold.jsonl").write_text("{", encoding="utf-8")
    assert run.main([]) == 2
    assert "cannot be read: line 1" in capsys.readouterr().err
