"""The search page in a browser: `python -m bench.page_bench --articles 100000`.

Chromium (Debian's, or what CHROMIUM names) asks the loopback for one page of results after the
other, each for words that were not asked for before, in turns with `/healthz`, whose few characters
take what the browser itself takes. First paint is the browser's "first-contentful-paint", from the
start of the navigation; the page is painted whole, so that it is that of the results.
"""

import argparse
import os
from collections.abc import Callable
from statistics import median, quantiles
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from bench.corpus import Corpus
from bench.http_bench import Application, Server
from bench.load import HOST
from bench.peer_process import ready_peers
from bench.queries import make_queries
from bench.store import index_folder

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_FIRST_PAINT = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
  }).observe({ type: "paint", buffered: true });
})"""
_ANSWERED = "() => performance.getEntriesByType('navigation')[0].responseStart"
_WATCH_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    window.shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--visits", type=int, default=120)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.articles, arguments.seed)
    ready_peers(["archive"], corpus)
    folder = str(index_folder("archive", corpus))
    queries = make_queries(corpus, -(-arguments.visits // 6), seed=9)
    searches = ["/?" + urlencode({"q": query.text}) for query in queries][: arguments.visits]
    server = Server(Application("pages", "app:app", {"ARCHIVE_DATA": folder}), "", 2)
    with server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        address = f"http://{HOST}:{server.port}"
        kilobytes = _weight(browser, address + searches[0]) / 1000
        print(f"a first visit loads {kilobytes:.1f} KB, as they are transferred")
        page = browser.new_page()
        page.add_init_script(_WATCH_SHIFTS)
        visit = _visitor(page)
        found = []
        floor = []
        shifts = []
        for path in searches:
            floor.append(visit(address + "/healthz")[0])
            found.append(visit(address + path))
            shifts += page.evaluate("() => window.shifts")
        browser.close()
    _tell("first paint", [paint for paint, _ in found[5:]])
    _tell("first paint of /healthz", floor[5:])
    _tell("first byte", [answered for _, answered in found[5:]])
    print(f"layout shifts: {shifts or 'none'}")


def _visitor(page: Page) -> Callable[[str], tuple[float, float]]:
    def visit(address: str) -> tuple[float, float]:
        page.goto(address)
        return page.evaluate(_FIRST_PAINT), page.evaluate(_ANSWERED)

    return visit


def _weight(browser: Browser, address: str) -> int:
    """The bytes of all that a first visit loads, heads not counted."""
    page = browser.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(address, wait_until="networkidle")
    page.close()
    return sum(sizes)


def _tell(what: str, times: list[float]) -> None:
    p95 = quantiles(times, n=20)[-1]
    print(f"{what}: median {median(times):.0f} ms, p95 {p95:.0f} ms, of {len(times)}")


if __name__ == "__main__":
    main()
