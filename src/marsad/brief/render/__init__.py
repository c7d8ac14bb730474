"""A page of a brief written down: Markdown, HTML, PDF."""

from marsad.brief.render.draw import MissingError
from marsad.brief.render.html import render_html
from marsad.brief.render.markdown import render_markdown
from marsad.brief.render.pdf import render_pdf

__all__ = ["MissingError", "render_html", "render_markdown", "render_pdf"]
