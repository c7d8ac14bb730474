"""Whether this installation can draw and print briefs; none of it is needed for Markdown and JSON."""

import shutil
import subprocess
from importlib import import_module
from importlib.metadata import version

from marsad.brief.render.pdf import PACKAGES

FONTS = "fonts-noto-core"  # Debian's package of the fonts that a brief asks for first
_LIBRARIES = (("vl_convert", "vl-convert-python", "plots"), ("weasyprint", "weasyprint", "PDF"))
_SECONDS = 20


def check_brief() -> str:
    """Return what briefs can be made of here, and what to install for the rest."""
    return "; ".join((*(_check_library(*row) for row in _LIBRARIES), _check_fonts()))


def _check_library(module: str, package: str, need: str) -> str:
    try:
        import_module(module)
    except ImportError:
        return f"no {need} without {package}: pip install 'marsad[brief]'"
    except OSError:
        return f"no {need} without Pango: apt install {PACKAGES}"
    return f"{package} {version(package)}"


def _check_fonts() -> str:
    """Return the Arabic fonts that fontconfig knows."""
    command = shutil.which("fc-list")
    if command is None:
        return "fonts not known without fc-list (apt install fontconfig)"
    listed = subprocess.run(
        [command, ":lang=ar", "family"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    families = {line.partition(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()}
    if not families:
        return f"no Arabic font for PDF: apt install {FONTS}"
    wanted = sorted(name for name in families if name.startswith(("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri")))
    return f"Arabic fonts {', '.join(wanted)}" if wanted else f"Arabic fonts, better ones by: apt install {FONTS}"
