"""What makes pages heavy: style sheets, settings of scripts, tracking, drawings. Nobody reads it."""

import base64
import json
from random import Random

_NAMES = (
    "wrap",
    "inner",
    "grid",
    "col",
    "row",
    "block",
    "item",
    "thumb",
    "meta",
    "nav",
    "btn",
    "icon",
    "card",
    "media",
    "hero",
    "tabs",
)
_RULES = (
    "margin:0 0 {a}px",
    "padding:{a}px {b}px",
    "color:#{c}",
    "background:#{c}",
    "font-size:{a}px",
    "line-height:1.{a}",
    "width:{b}%",
    "float:right",
    "display:block",
    "border-bottom:1px solid #{c}",
    "text-align:right",
    "position:relative",
    "z-index:{a}",
    "opacity:.{a}",
    "max-width:{b}0px",
)


def make_sheet(random: Random, prefix: str, many: int) -> str:
    """Return so many rules of a style sheet."""
    return "".join(_make_rule(random, prefix) for _ in range(many))


def _make_rule(random: Random, prefix: str) -> str:
    names = random.sample(_NAMES, 2)
    rules = (
        rule.format(a=random.randint(1, 40), b=random.randint(1, 99), c=f"{random.randint(0, 0xFFFFFF):06x}")
        for rule in random.sample(_RULES, 4)
    )
    return f".{prefix}{names[0]} .{prefix}{names[1]}-{random.randint(1, 60)}{{{';'.join(rules)}}}\n"


def make_settings(random: Random, name: str, many: int) -> str:
    """Return a script that sets so many things nobody needs."""
    return f"var {name} = {json.dumps(make_tree(random, many), ensure_ascii=False)};"


def make_tree(random: Random, many: int) -> dict[str, object]:
    return {
        f"{random.choice(_NAMES)}{count}": random.choice(
            (
                random.randint(0, 99999),
                True,
                f"/assets/{random.randint(1000, 9999)}.js",
                {"id": random.randint(1, 999), "cls": random.choice(_NAMES), "on": bool(count % 2)},
            )
        )
        for count in range(many)
    }


def make_tracking(random: Random) -> str:
    number = random.randint(10**8, 10**9)
    return (
        f"window.dataLayer=window.dataLayer||[];function tag(){{dataLayer.push(arguments)}}tag('js',new Date());"
        f"tag('config','G-{number}');(function(w,d,s,l,i){{w[l]=w[l]||[];var f=d.getElementsByTagName(s)[0],"
        f"j=d.createElement(s);j.async=true;j.src='https://stats.example/t.js?id='+i;f.parentNode.insertBefore(j,f);"
        f"}})(window,document,'script','dataLayer','T-{number}');"
    )


def make_blob(random: Random, size: int) -> str:
    return base64.b64encode(random.randbytes(size)).decode()


def make_drawing(random: Random, many: int) -> str:
    """Return symbols of an inline drawing."""
    paths = (
        f'<symbol id="i-{random.choice(_NAMES)}-{n}" viewBox="0 0 24 24"><path d="M{random.randint(1, 24)} '
        f"{random.randint(1, 24)}c{random.random():.2f} {random.random():.2f} {random.random():.2f} 1.1 2 2h"
        f'{random.randint(1, 14)}v{random.randint(1, 9)}l-3-3z"/></symbol>'
        for n in range(many)
    )
    return '<svg xmlns="http://www.w3.org/2000/svg" style="display:none">' + "".join(paths) + "</svg>"
