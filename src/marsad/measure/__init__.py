"""How well two annotations of the same documents agree: gold against a program, or one reader against another.

Pure: every function takes data and returns data. The steps, in order: `annotation` (JSON to structs), `locate`
(first words to places), `assignment` and `matching` (one to one), `score` and `agreement` (numbers), `report` (tables).
"""

from marsad.measure.agreement import Agreement, make_agreement, make_kappa, make_weighted_kappa
from marsad.measure.annotation import Annotation, AnnotationError, Document, load_annotations, load_documents
from marsad.measure.count import Count, Rate
from marsad.measure.dates_tsv import DateRow, DateScore, load_date_rows, make_date_score
from marsad.measure.report import Report, Table, make_agreement_report, make_date_report, make_report, to_markdown
from marsad.measure.score import Scores, make_scores

__all__ = [
    "Agreement",
    "Annotation",
    "AnnotationError",
    "Count",
    "DateRow",
    "DateScore",
    "Document",
    "Rate",
    "Report",
    "Scores",
    "Table",
    "load_annotations",
    "load_date_rows",
    "load_documents",
    "make_agreement",
    "make_agreement_report",
    "make_date_report",
    "make_date_score",
    "make_kappa",
    "make_report",
    "make_scores",
    "make_weighted_kappa",
    "to_markdown",
]
