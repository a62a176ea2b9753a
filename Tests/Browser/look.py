"""Looks at pages of a running server: pictures in every size and colour scheme, and what is wrong with them."""

import argparse
import re
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from playwright.sync_api import Error as BrowserError, Page  # noqa: E402

from harness.accessibility import accessibility  # noqa: E402
from harness.chromium import Chromium, Tab  # noqa: E402
from harness.layout import SCHEMES, overflow, shown, take_screenshots  # noqa: E402
from harness.places import screenshots  # noqa: E402
from harness.server import Server  # noqa: E402
from harness.sheet import write_sheet  # noqa: E402
from harness.walk import take_step  # noqa: E402

EXAMPLES = """
examples:
  look /                                          the front page of http://127.0.0.1:8311
  look --url http://127.0.0.1:8400 / /report /r/ABCD1234E
  look --city tiny --requests 30 /dispatch        of a server started for it, with sample requests
  look --city nyc --sign-in works /desk           signed in with a department's key
  look --url http://127.0.0.1:8400 --key-file nypd.key /desk
  look --city tiny /report --do 'fill Place=Main' --do 'press Continue' --do 'map 120,80'
"""


class Look:
    """One visit, and what it found."""

    def __init__(self, options: argparse.Namespace, url: str):
        self.options = options
        self.url = url
        self.faults = 0
        cookies = [{"name": name, "value": value, "url": url}
                   for name, _, value in (cookie.partition("=") for cookie in options.cookie)]
        self.context = Chromium.context(cookies=cookies, scale=options.scale)
        if options.host:
            self.url = url.replace("127.0.0.1", options.host)

    def sign_in(self, key: str) -> None:
        """Fills the key into the form that the sign-in page shows, as a person would."""
        page = self._tab().page
        page.goto(self.url + self.options.sign_in_page)
        field = page.locator("input[type=password], input[type=text], input:not([type])").first
        field.fill(key)
        field.press("Enter")
        page.wait_for_load_state()
        print(f"signed in: {page.url}")
        page.close()

    def at(self, path: str) -> None:
        """Opens a page, takes the steps, and looks at the page before and after each."""
        tab = self._tab()
        answer = tab.page.goto(self.url + path)
        name = re.sub(r"[^A-Za-z0-9]+", "-", urllib.parse.unquote(path)).strip("-") or "front"
        self._examine(tab, f"{path}  {answer.status}", name)
        for number, step in enumerate(self.options.do, 1):
            take_step(tab.page, step)
            if not step.startswith(("fill", "choose")):
                self._examine(tab, f"{path} … {step}  {tab.page.url.removeprefix(self.url)}", f"{name}-{number}")
        tab.page.close()

    def _tab(self) -> Tab:
        return Tab(self.context, self.url, self.options.scripts)

    def _examine(self, tab: Tab, title: str, name: str) -> None:
        page, folder = tab.page, self.options.out
        print(f"\n{title}  “{page.title()}”")
        pictures = take_screenshots(page, folder, name)
        sheet = folder / f"{name}.png"
        write_sheet(title, pictures, sheet)
        print(f"  {_weight(page)}\n  all sizes: {sheet}")
        print(f"  one size:  {folder / name}-{{1280,360,320}}-{{light,dark}}.png")
        wrong = []
        if not self.options.quick:
            seen = set()
            for scheme in SCHEMES:
                for width in (1280, 320):
                    with shown(page, width, 800, scheme):
                        found = accessibility(tab)
                    if found.text() not in seen:
                        seen.add(found.text())
                        wrong += [f"axe at {width} px, {scheme}: {line}" if not line.startswith(" ") else line
                                  for line in found.text().splitlines()]
        for width in (320, 360):
            with shown(page, width, 640, "light"):
                if reason := overflow(page):
                    wrong.append(f"at {width} px {reason}")
        wrong += tab.faults + [f"foreign: {url}" for url in tab.foreign_requests()]
        tab.faults.clear()
        self.faults += bool(wrong)
        for line in wrong:
            print("  ✗ " + line if not line.startswith(" ") else "    " + line)
        if not wrong:
            print("  ✓ nothing wrong" + (" (accessibility not checked)" if self.options.quick else ""))


def _weight(page: Page) -> str:
    size = page.evaluate("""() => {
        const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        return [all.length, all.reduce((sum, one) => sum + one.transferSize, 0)];
    }""")
    return f"{size[0]} loaded, {size[1] / 1000:.1f} kB over the wire"


def main() -> int:
    parser = argparse.ArgumentParser(prog="look", description=__doc__, epilog=EXAMPLES,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", default="http://127.0.0.1:8311", help="the running server (default: %(default)s)")
    where.add_argument("--city", choices=("tiny", "nyc"), help="start a server of this city instead")
    parser.add_argument("--requests", type=int, default=12, metavar="N", help="sample requests, with --city")
    parser.add_argument("--sign-in", metavar="DEPARTMENT", help="sign in with a key of this department, with --city")
    parser.add_argument("--key-file", type=Path, help="sign in with this key")
    parser.add_argument("--sign-in-page", default="/desk", metavar="PATH",
                        help="where the key is asked for (default: /desk)")
    parser.add_argument("--cookie", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--do", action="append", default=[], metavar="STEP",
                        help="fill LABEL=TEXT, choose LABEL[=OPTION], press NAME or map X,Y; looks after each press")
    parser.add_argument("--host", help="a host name that ends in .test, for servers with several cities")
    parser.add_argument("--scripts", action="store_true", help="let scripts run")
    parser.add_argument("--quick", action="store_true", help="pictures only, no accessibility")
    parser.add_argument("--scale", type=float, default=1, help="device pixels a CSS pixel (default: 1)")
    parser.add_argument("--out", type=Path, default=screenshots(),
                        help="folder for the pictures (default: %(default)s)")
    options = parser.parse_args()
    server = Server(options.city, options.requests) if options.city else None
    try:
        look = Look(options, server.url if server else options.url.rstrip("/"))
        if options.sign_in and server:
            look.sign_in(server.key(options.sign_in))
        elif options.key_file:
            look.sign_in(options.key_file.read_text().strip())
        for path in options.paths:
            look.at(path)
        return 1 if look.faults else 0
    except BrowserError as error:
        print(f"look: {error.message.splitlines()[0]}", file=sys.stderr)
        if server:
            print(server.log(), file=sys.stderr)
        return 69
    finally:
        Chromium.stop()
        if server:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
