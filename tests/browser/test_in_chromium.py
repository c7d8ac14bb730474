"""Pages in a real browser: they fit the screen, keys work, an accessibility checker finds nothing, all stays here.

Skipped without Chromium, its driver and Selenium. The checker is axe-core (MPL, not shipped): `npm install axe-core`
beside this repository's files, or MARSAD_AXE names its `axe.min.js`.
"""

import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")
pytest.importorskip("uvicorn", reason="the web extra is not installed")
pytest.importorskip("starlette", reason="the web extra is not installed")

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from tests.unit.app.web.made import make_pages

from bench.screens import list_pages, serving
from marsad.ledger import Ledger

ROOT = Path(__file__).parents[2]
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = Path(os.environ.get("MARSAD_AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK_AXE = (
    "const done = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then("
    "found => done(found.violations.map(one => one.id + ': ' + one.nodes[0].html)))"
)
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no Chromium with its driver on this machine")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    where = tmp_path_factory.mktemp("browser") / "marsad.ledger"
    with Ledger.open(where) as ledger:
        for reading in make_pages():
            ledger.add(reading, run="r", at="2031-03-05T00:00:00+00:00")
        list(ledger.reconcile())
    return where


@pytest.fixture(scope="module")
def site(path):
    with serving(path) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def look(browser, address, width=1280, scheme="light"):
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(address)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_the_screen(browser, site, path, language, width):
    too_wide = []
    for name, page in list_pages(path).items():
        look(browser, f"{site}/{language}{page}", width)
        room, taken = browser.execute_script(
            "return [document.documentElement.clientWidth, document.documentElement.scrollWidth]"
        )
        too_wide += [name] if taken > room else []
    assert too_wide == []


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here: npm install axe-core")
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_checker_finds_nothing(browser, site, path, language, scheme):
    found = {}
    for name, page in list_pages(path).items():
        look(browser, f"{site}/{language}{page}", scheme=scheme)
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        found[name] = browser.execute_async_script(ASK_AXE, RULES)
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_nothing_is_asked_of_anybody_else_and_nothing_is_blocked(browser, site, path):
    browser.get_log("browser")
    browser.get_log("performance")
    for page in list_pages(path).values():
        look(browser, f"{site}/ar{page}")
    asked = [entry["message"] for entry in browser.get_log("performance") if 'requestWillBeSent"' in entry["message"]]
    assert asked
    assert [message for message in asked if f'"url":"{site}/' not in message and '"url":"data:' not in message] == []
    said = [entry["message"] for entry in browser.get_log("browser")]
    assert [message for message in said if "404" not in message] == []


def test_keys_move_in_lists_and_search(browser, site):
    look(browser, f"{site}/en/timeline")
    places = []
    for key in "jjk":
        webdriver.ActionChains(browser).send_keys(key).perform()
        places.append(browser.switch_to.active_element.get_attribute("href"))
    first, second, again = places
    assert again == first != second
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.current_url == first
    look(browser, f"{site}/en/search")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("name") == "q"


def test_a_mark_leads_to_its_card(browser, site, path):
    look(browser, f"{site}/ar{list_pages(path)['article']}")
    mark = browser.find_element(By.CSS_SELECTOR, "a.mark")
    browser.execute_script("arguments[0].focus()", mark)
    card = browser.find_element(By.ID, f"c-{mark.get_attribute('data-record')}")
    assert "pointed" in card.get_attribute("class")


def test_a_record_is_reviewed_by_one_key(browser, site, path):
    def count():
        with Ledger.open(path, readonly=True) as ledger:
            return [review.verdict.value for review in ledger.reviews()]

    def press(key):
        before = find_record()
        webdriver.ActionChains(browser).send_keys(key).perform()
        WebDriverWait(browser, 10).until(lambda _: find_record() not in ("", before))

    def find_record():
        return browser.execute_script("return (document.querySelector('[name=record]') || {value: ''}).value")

    look(browser, f"{site}/ar/review")
    assert count() == []
    press("a")
    press("r")
    assert count() == ["accept", "reject"]
