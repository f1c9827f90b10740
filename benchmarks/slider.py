"""How long from a slider's move to new figures on the page, in Chromium.

The app is started on a free port of 127.0.0.1, the price slider of the deal is moved by key, and the clock runs in
the page, from the key to the frame with the new face of the seller note, which the planner works out.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_browser import ARGUMENTS, BROWSER, free_port, settled, start_app, visit

MOVES = 20
WARM_UP = 3
REST = 1200  # milliseconds between moves, so that each starts from a page at rest
GOAL = 300.0
# A watcher of changes costs the page nothing until one comes; the frame after it is the one a person sees.
WATCH = """() => {
    const figure = () => document.querySelectorAll('[data-testid=stMetricValue]')[2].textContent;
    document.addEventListener('keydown', () => {
        const began = performance.now(), before = figure();
        window.__taken = new Promise(done => {
            const watcher = new MutationObserver(() => {
                if (figure() === before) return;
                watcher.disconnect();
                requestAnimationFrame(() => done(performance.now() - began));
            });
            watcher.observe(document.body, {subtree: true, childList: true, characterData: true});
        });
    }, true);
}"""


def main() -> None:
    """Print the median, the fastest and the slowest of the moves."""
    port = free_port()
    with TemporaryDirectory() as home:
        app = start_app(Path(home), port)
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"http://127.0.0.1:{port}")
                visit(settled(page), "deal")
                slider = page.get_by_role("slider").first
                slider.focus()
                page.evaluate(WATCH)
                taken = []
                for move in range(MOVES + WARM_UP):
                    page.wait_for_timeout(REST)
                    page.keyboard.press("ArrowRight" if move % 2 else "ArrowLeft")
                    taken.append(page.evaluate("() => window.__taken"))
                browser.close()
        finally:
            app.terminate()
            app.wait(timeout=20)
    kept = sorted(taken[WARM_UP:])
    reach = f"{kept[0]:.0f} to {kept[-1]:.0f} ms of {MOVES} moves"
    print(f"slider to new figures: median {median(kept):.0f} ms, {reach} (goal {GOAL:.0f} ms)")


if __name__ == "__main__":
    main()
