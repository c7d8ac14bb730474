"""Small made documents and annotations; countries, offices and events are stand-ins, nobody said or did any of it."""

from typing import Any

from marsad.measure.annotation import Annotation, Document, make_annotation

TEXT = (
    "حذر وزير دفاع نوردلاند من عواقب نشر الصواريخ. "
    "وقال الوزير إن بلاده لن ترد. "
    "ونشرت سودلاند 12 صاروخا قرب الحدود يوم الأحد. "
    "وأجرى الطرفان محادثات في المدينة. "
    "وأضاف الوزير أن الحوار ممكن، وتابع أن الباب مفتوح."
)
DOCUMENT = Document(id="m1", text=TEXT)


def signal(kind: str, actors: Any, evidence: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "actors": actors, "targets": [], "modality": "actual", "evidence": evidence} | more


def statement(starts: str, actor: Any = "NRD", **more: Any) -> dict[str, Any]:
    return {"starts": starts, "actor": actor, "direct": False, "via": []} | more


def figure(value: float, evidence: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "missiles", "holder": "SDL", "evidence": evidence} | more


def annotation(**layers: Any) -> Annotation:
    return make_annotation({"id": "m1"} | layers)
