"""The app in a real browser: no console error, a reload keeps work, files go out and in, a phone is wide enough."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import sweep

from planner.views.menu import ICONS
from planner.words import say

ROOT = Path(__file__).parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.json"))
WIDEST = ("sample_company", "machine_shop_in_stages", "three_class_grocery")  # between them every part of a page
IN_A_BROWSER = [file for file in SCENARIOS if sweep.FULL or file.stem in WIDEST]  # test_pages opens all of them
BROWSER = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Opened at a page's own address, Streamlit first looks for its server below that address; the browser notes the miss.
PROBES = ("/_stcore/health", "/_stcore/host-config")
PATIENCE = 30_000
PHONE = {"width": 360, "height": 780}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None and os.environ.get("CI") != "true", reason="needs chromium on the path"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_app(home, port):
    """The app as a process of its own, ready to answer."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.headless=true",
    ]
    settings = {**os.environ, "CONVERSION_PLANNER_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(240):
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return process
        except (URLError, OSError):
            assert process.poll() is None, "the app has stopped"
            time.sleep(0.25)
    process.kill()
    raise AssertionError("the app did not start within a minute")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    port = free_port()
    process = start_app(tmp_path_factory.mktemp("copies"), port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, address):
    """A page whose every complaint is a failure, and which asks nobody but the app."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    shown = context.new_page()
    complaints = []
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" and "404" not in said.text else None,
    )
    shown.on(
        "response",
        lambda got: (
            complaints.append(f"{got.status} {got.url}") if got.status >= 400 and not got.url.endswith(PROBES) else None
        ),
    )
    shown.on(
        "request",
        lambda asked: complaints.append(asked.url) if not asked.url.startswith((address, "data:", "blob:")) else None,
    )
    shown.set_default_timeout(PATIENCE)
    yield shown
    context.close()
    assert not complaints


def settled(page):
    """Wait until the page has been drawn and the app is at rest."""
    page.locator("h1").first.wait_for()
    page.wait_for_function(
        "() => document.querySelector('[data-test-script-state=notRunning]')"
        " && !document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-stale=true]')"
    )
    assert page.get_by_test_id("stException").count() == 0
    return page


def visit(page, name):
    page.get_by_role("link", name=say(f"app.{name}.menu"), exact=True).first.click()
    page.get_by_role("heading", name=say(f"app.{name}.question"), exact=True).wait_for()
    return settled(page)


def enter(page, label, value):
    box = page.get_by_label(label, exact=True).first
    box.fill(value)
    box.press("Enter")
    page.get_by_text(re.compile(r"(One field|\d+ fields) changed since this plan was opened")).first.wait_for()
    return settled(page)


def open_example(page, file):
    visit(page, "documents")
    with file.open("rb") as content:
        page.locator("input[type=file]").set_input_files(
            [{"name": file.name, "mimeType": "application/json", "buffer": content.read()}]
        )
    page.get_by_text("Opened:").first.wait_for()
    return settled(page)


@pytest.mark.parametrize("file", IN_A_BROWSER, ids=lambda file: file.stem)
def test_every_page_opens_for_every_scenario(page, address, file):
    page.goto(address)
    open_example(settled(page), file)
    name = json.loads(file.read_text())["name"]
    for one in ICONS:
        visit(page, one)
        assert page.get_by_test_id("stSidebar").get_by_text(name).count()
        charts = page.get_by_test_id("stPlotlyChart")
        assert all(charts.nth(place).locator(".main-svg").count() for place in range(charts.count()))


def test_a_changed_price_shows_on_every_page_and_survives_a_reload(page, address):
    from playwright.sync_api import expect

    page.goto(address)
    visit(settled(page), "deal")
    enter(page, "Price ($)", "2,000,000")
    page.get_by_test_id("stMetricValue").get_by_text("$2,000,000").wait_for()
    for one in ICONS:
        visit(page, one)
        page.get_by_text("One field changed since this plan was opened").first.wait_for()
    visit(page, "deal")
    expect(page.get_by_label("Price ($)", exact=True)).to_have_value("2,000,000")
    assert "plan=" in page.url
    page.reload()
    page.get_by_test_id("stMetricValue").get_by_text("$2,000,000").wait_for()
    page.goto(page.url.replace("/deal", "/owner"))
    page.get_by_text("One field changed since this plan was opened").first.wait_for()


def test_nobody_else_sees_the_work(page, browser, address):
    page.goto(address)
    visit(settled(page), "deal")
    enter(page, "Price ($)", "2,012,345")
    stranger = browser.new_page()
    stranger.goto(f"{address}/deal")
    stranger.get_by_test_id("stMetricValue").get_by_text("$2,150,000").wait_for()
    assert stranger.get_by_text("2,012,345").count() == 0
    stranger.close()


def test_a_scenario_goes_out_and_comes_back(page, address, tmp_path):
    page.goto(address)
    visit(settled(page), "deal")
    enter(page, "Price ($)", "2,000,000")
    visit(page, "documents")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Scenario, to open again").click()
    kept = tmp_path / "scenario.json"
    waiting.value.save_as(kept)
    assert json.loads(kept.read_text())["deal"]["price"] == 2_000_000
    page.goto(address)
    open_example(settled(page), kept)
    visit(page, "deal")
    page.get_by_test_id("stMetricValue").get_by_text("$2,000,000").wait_for()


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Plan as PDF", b"%PDF"), ("Workbook with live formulas", b"PK"), ("All figures as JSON", b"{")],
)
def test_documents_are_made_when_asked_for(page, address, tmp_path, name, begins):
    page.goto(address)
    visit(settled(page), "documents")
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=name).click()
    file = tmp_path / "document"
    waiting.value.save_as(file)
    assert file.read_bytes().startswith(begins)


def test_a_broken_file_is_refused_and_the_plan_stays(page, address):
    page.goto(address)
    visit(settled(page), "documents")
    page.locator("input[type=file]").set_input_files(
        [{"name": "x.json", "mimeType": "application/json", "buffer": b'{"format": 1}'}]
    )
    page.get_by_text("cannot be opened").wait_for()
    visit(page, "business")
    assert page.get_by_test_id("stSidebar").get_by_text("Sample Machine Works (sample)").count()


def test_two_edits_in_a_table_are_both_kept(page, address):
    page.goto(address)
    settled(page)
    page.get_by_text("Growth, pay, prices and seasons").click()
    grid = page.get_by_test_id("stDataFrame").first
    grid.wait_for()
    for typed, kept in (("4", "0.04"), ("5", "0.05")):
        settled(page)
        page.wait_for_timeout(1000)
        grid.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        box = grid.bounding_box()
        page.mouse.click(box["x"] + box["width"] - 90, box["y"] + 60)
        page.wait_for_timeout(400)  # as a hand would; the grid opens its box only then
        page.keyboard.type(typed)
        page.wait_for_timeout(400)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        visit(page, "documents")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Scenario, to open again").click()
        assert json.loads(Path(waiting.value.path()).read_text())["business"]["growth"] == [float(kept)]
        visit(page, "business")
        if not grid.is_visible():
            page.get_by_text("Growth, pay, prices and seasons").click()
            grid.wait_for()


def test_a_figure_opens_down_to_an_input_or_a_rule_and_back(page, address):
    page.goto(address)
    visit(settled(page), "cash")
    page.get_by_role("button", name="Explain", exact=True).first.click()
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_text("In words:").wait_for()
    shown = dialogue.locator("h3")
    first = shown.inner_text()
    parts = dialogue.locator("[class*=st-key-part] button")
    for _ in range(30):
        if not parts.count():
            break
        before = shown.inner_text()
        parts.first.click()
        page.wait_for_function("before => document.querySelector('[role=dialog] h3')?.innerText !== before", arg=before)
        settled(page)  # a click on parts that are being drawn anew would be lost
    assert "plan=" not in page.url  # looking stores nothing
    assert "Your input" in dialogue.inner_text() or "Source:" in dialogue.inner_text()
    dialogue.locator("[class*=st-key-way] button").first.click()
    dialogue.get_by_text(first).first.wait_for()


@pytest.mark.parametrize("name", ICONS)
def test_a_phone_scrolls_only_down(page, address, name):
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{name if name != 'business' else ''}")
    settled(page)
    folds = page.get_by_test_id("stExpander").locator("summary")
    for place in range(min(folds.count(), 12)):
        folds.nth(place).click()
        page.wait_for_timeout(150)
    settled(page)
    look = "e => [e.scrollWidth, e.clientWidth]"
    widths = page.evaluate(f"() => [...document.querySelectorAll('html, [data-testid=stMain]')].map({look})")
    assert all(scroll <= client for scroll, client in widths), widths
    assert "plan=" not in page.url  # looking stores nothing


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_worker_reads_all_of_the_own_page_on_a_phone(page, address, language):
    """Down only, in either language, every table within the screen; a reload comes back to the same."""
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/share?person=W01&lang={language}")
    settled(page)
    page.get_by_role("heading", name=say("worker.heading.risk", language), exact=True).wait_for()
    look = "e => [e.scrollWidth, e.clientWidth]"
    widths = page.evaluate(f"() => [...document.querySelectorAll('html, [data-testid=stMain], table')].map({look})")
    assert len(widths) == 4
    assert all(scroll <= client for scroll, client in widths), widths
    beyond = "() => [...document.querySelectorAll('table')].map(e => e.getBoundingClientRect().right)"
    assert all(right <= PHONE["width"] for right in page.evaluate(beyond))
    page.reload()
    settled(page)
    page.get_by_role("heading", name=say("worker.heading.risk", language), exact=True).wait_for()
    assert "plan=" not in page.url  # looking stores nothing
