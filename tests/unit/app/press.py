"""A small press on the loopback interface whose pages change, and command lines that read it without waiting."""

import gzip

from tests.unit.fetch.making import make_fetcher
from tests.unit.fetch.server import page

FIRST = "أجرت الصين في 25 سبتمبر 2024 تجربة لإطلاق صاروخ باليستي عابر للقارات باتجاه المحيط الهادئ."
SECOND = "وقالت وزارة الدفاع الصينية إن الإطلاق جزء من التدريب السنوي، وإنه لا يستهدف أي دولة."
REWORDED = "وقالت وزارة الدفاع الصينية إن الإطلاق جزء من التدريب المعتاد السنوي، وإنه لا يستهدف أي دولة."
THREAT = "وهددت كوريا الشمالية في 4 أكتوبر 2024 باستخدام السلاح النووي ضد كوريا الجنوبية إذا تعرضت لهجوم."
PAGE = (
    '<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="description" content="{first}">'
    '<meta property="article:published_time" content="2024-10-05T08:00:00+03:00"></head>'
    "<body><nav>{menu}</nav><article><h1>{title}</h1>{body}</article></body></html>"
)


def make_html(*sentences, title="الصين تختبر صاروخا", menu="الرئيسية"):
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences or (FIRST, SECOND))
    return PAGE.format(title=title, menu=menu, body=body, first=FIRST).encode()


def make_answer(*sentences, **words):
    return page(gzip.compress(make_html(*sentences, **words), mtime=0), "Content-Encoding: gzip", "ETag: x1")


def read_at_once(monkeypatch):
    """Let commands fetch from the loopback interface, without the second between two pages."""
    monkeypatch.setattr("marsad.app.intake.make_fetcher", lambda environment, keep=None: make_fetcher(keep=keep))
