"""The system's own Chromium without a screen, for pictures and for the browser tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have little of it
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no name leads anywhere
)
_START = 30_000  # ms


def find_chromium() -> str | None:
    """Return where this machine's Chromium is, None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def open_chromium() -> Iterator["Browser"]:
    """Run Chromium for a while; raise SystemExit with a line where there is none."""
    where = find_chromium()
    if not where:
        raise SystemExit("no Chromium here; install it (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launch = playwright.chromium.launch
        browser = launch(executable_path=where, args=list(_FLAGS), chromium_sandbox=False, timeout=_START)
        try:
            yield browser
        finally:
            browser.close()
