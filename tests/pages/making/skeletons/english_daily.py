"""An English daily's system: semantic elements, microdata, a newsletter form and a quiz within the story."""

from html import escape

from tests.pages.making.bulk import make_drawing, make_settings, make_sheet
from tests.pages.making.story import Page


def make(page: Page) -> str:
    opening = page.open("{place} — ")
    story = "\n".join(
        _render(page, kind, text) for kind, text in page.flow(opening.upper() if page.has("caps") else opening)
    )
    page.place = page.event["place"].upper() if page.has("caps") and page.place else page.place
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8"/><title>{escape(page.title)} | World | {page.outlet}</title>
<meta property="og:site_name" content="{page.outlet}"/><meta property="og:title" content="{escape(page.title)}"/>
<meta name="author" content="{page.byline}"/>
<style>{make_sheet(page.random, "dcr-", 170)}</style><script>{make_settings(page.random, "guardianish", 170)}</script>
</head>
<body>
{make_drawing(page.random, 40)}
<header><a href="/">{page.outlet}</a><nav><ul>{"".join(f"<li><a href='#'>{s}</a></li>" for s in page.around["sections"])}</ul></nav></header>
<div class="dcr-strip"><p>{page.beside(page.around["cookies"][0])}</p></div>
<main data-layout="StandardLayout">
<article itemscope itemtype="https://schema.org/NewsArticle">
<div data-gu-name="headline"><h1 itemprop="headline">{escape(page.title)}</h1></div>
<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" itemprop="author">{page.byline}</a></address>
<details><summary>{page.printed()} 18.02 BST</summary>Last modified on {page.printed(day=page.later(2))}</details>
<time itemprop="datePublished" datetime="{page.day.isoformat()}T17:02:00Z"></time><button>Share</button></div>
<div id="maincontent" itemprop="articleBody">
{story}
</div>
<ul class="dcr-topics">{"".join(f"<li><a>{t}</a></li>" for t in page.some("tags", 5))}</ul>
</article>
{_more(page)}{_comments(page)}
</main>
<footer><p>{page.beside(page.around["rights"][0])}</p><p>{page.beside(page.around["rights"][1])}</p></footer>
</body></html>
"""


def _render(page: Page, kind: str, text: object) -> str:
    match kind:
        case "p":
            return f'<p class="dcr-p">{page.body(text)}</p>'
        case "h":
            return f'<h2 id="x">{page.body(text, whole=False)}</h2>'
        case "li":
            return "<ul>" + "".join(f"<li><p>{page.body(item, whole=False)}</p></li>" for item in text) + "</ul>"
        case "rows":
            rows = "".join("<tr>" + "".join(f"<td>{page.body(cell)}</td>" for cell in row) + "</tr>" for row in text)
            return f'<div class="dcr-table"><table>{rows}</table></div>'
        case "also":
            pitch = page.beside(page.some("newsletters", 1)[0])
            return (
                f'<gu-island name="RichLink"><aside><a href="#">{page.beside(text)}</a><span>Read more</span></aside></gu-island>'
                f'<figure data-name="letter"><h4>Sign up</h4><p>{pitch}</p></figure>'
            )
        case "ad":
            return f'<div class="ad-slot-container"><div class="ad-slot" data-label="Advertisement">{page.beside(text)}</div></div>'
        case "pull":
            return f'<aside class="dcr-pull"><blockquote>{page.beside(text)}</blockquote></aside>'
        case "figure":
            return f'<figure><picture><img alt=""></picture><figcaption><span>{page.beside(text)}</span> Photograph: Staff</figcaption></figure>'
        case _:
            return f'<div data-spacefinder-role="inline"><blockquote class="twitter-tweet"><p>{page.beside(text)}</p></blockquote></div>'


def _more(page: Page) -> str:
    return (
        "<section><h2>More on this story</h2>"
        + "".join(
            f"<div class='dcr-card'><h3>{page.beside(head)}</h3><p>{page.beside(lead)}</p></div>"
            for head, lead in page.others(4)
        )
        + "".join(f"<p>{page.beside(text)}</p>" for text in page.some("teasers", 4))
        + "</section>"
    )


def _comments(page: Page) -> str:
    return (
        "<section id='comments'><h2>Comments</h2>"
        + "".join(
            f"<div><b>{nick}</b><div><p>{page.beside(text)}</p></div></div>"
            for nick, text in zip(page.some("nicks", 6), page.some("comments", 6), strict=True)
        )
        + "</section>"
    )
