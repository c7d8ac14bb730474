import csv

import pytest

from marsad.exporters.cameo import COLUMNS, CameoExporter
from marsad.model import Modality, SignalType

from .made import DAY, export, make_entry, make_signal

ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
    "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
)


def read(*entries):
    data = export(CameoExporter(), *entries)[1]
    return list(csv.DictReader(data.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_columns_are_those_of_icews_and_three_of_ours():
    assert ",".join(COLUMNS[:-3]) == ICEWS
    assert COLUMNS[-3:] == ("Quad Class", "Record", "Dated By")


def test_a_row():
    (row,) = read(make_entry(make_signal(date=DAY, place="Vienna")))
    assert (row["CAMEO Code"], row["Intensity"], row["Quad Class"]) == ("138", "-6.0", "3")
    assert (row["Source Name"], row["Source Sectors"], row["Target Country"]) == ("Russia", "GOV", "United States")
    assert (row["Event Date"], row["Dated By"], row["Record"], row["City"]) == ("2031-03-02", "act", "si1", "Vienna")


@pytest.mark.parametrize(("changes", "pairs"), [
    ({"actors": ("RUS", "BLR"), "targets": ("UKR", "POL")}, 4),
    ({"targets": ()}, 1),
    ({"actors": (), "targets": ()}, 1),
    ({"type": SignalType.TALKS, "actors": ("RUS", "USA", "UKR"), "targets": ()}, 6),
    ({"type": SignalType.EXERCISE, "modality": Modality.PLANNED}, 0),
    ({"type": SignalType.TALKS, "modality": Modality.DENIED}, 0),
    ({"type": SignalType.SANCTION, "modality": Modality.HALTED}, 1),
    ({"modality": Modality.CONDITIONAL}, 1),
    ({"type": SignalType.INCIDENT}, 0),
])  # fmt: skip
def test_pairs_of_what_was_a_fact(changes, pairs):
    entry = make_entry(make_signal(**changes))
    assert len(read(entry)) == pairs
    assert export(CameoExporter(), entry)[0] == bool(pairs)


def test_no_cell_breaks_a_row_or_runs():
    (row,) = read(make_entry(make_signal(place="=cmd\tx\r\ny"), outlet='"المرفأ"\n'))
    assert row["City"] == "'=cmd x y"
    assert row["Publisher"] == '"المرفأ"'
