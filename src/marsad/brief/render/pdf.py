"""A brief as PDF: its HTML page set by WeasyPrint, without network."""

from marsad.brief.page.nouns import Page
from marsad.brief.render.draw import MissingError
from marsad.brief.render.html import render_html

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_MISSING = f"PDF needs WeasyPrint and Pango; install them by: pip install 'marsad[brief]' and apt install {PACKAGES}"


def render_pdf(page: Page) -> bytes:
    """Return a brief as PDF, the same bytes for the same page; raise MissingError."""
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError where the shared libraries are not there
        raise MissingError(_MISSING) from None
    nothing_else = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=render_html(page, paper=True), url_fetcher=nothing_else)
    made: bytes = document.write_pdf(pdf_identifier=b"marsad")
    return made
