"""FAMILY of exporters: the records of a ledger as a file.

The list: `jsonl`, `csv`, `parquet`, `plover`, `cameo`, `webannotation`, `ftm`, `ical`, `graphml`.

To add one: a folder with a class that keeps `base.Exporter`, and a line in `load_exporters`; the contract test in
`tests/contracts/test_exporters.py` then runs over it. An exporter knows neither the ledger nor the other exporters:
it is handed records in the order in which they are to be written.
"""

from marsad.exporters.base import ExportedArticle, ExportedEntry, Exporter, ExportError
from marsad.exporters.cameo import CameoExporter
from marsad.exporters.csv import CsvExporter
from marsad.exporters.ftm import FtmExporter
from marsad.exporters.graphml import GraphmlExporter
from marsad.exporters.ical import IcalExporter
from marsad.exporters.jsonl import JsonlExporter
from marsad.exporters.parquet import ParquetExporter
from marsad.exporters.plover import PloverExporter
from marsad.exporters.webannotation import WebAnnotationExporter

__all__ = ["ExportError", "ExportedArticle", "ExportedEntry", "Exporter", "load_exporters"]


def load_exporters() -> tuple[Exporter, ...]:
    """Return the exporters in the order in which they are offered."""
    return (
        JsonlExporter(),
        CsvExporter(),
        ParquetExporter(),
        PloverExporter(),
        CameoExporter(),
        WebAnnotationExporter(),
        FtmExporter(),
        IcalExporter(),
        GraphmlExporter(),
    )
