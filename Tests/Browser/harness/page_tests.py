"""The class that page tests inherit from."""

import unittest

from playwright.sync_api import Page

from .accessibility import accessibility
from .chromium import Chromium, Tab
from .layout import overflow, shown, take_screenshots, views
from .lynx import Lynx
from .places import screenshots
from .server import Server, Servers


class PageTests(unittest.TestCase):
    """Tests of pages of a real server.

    `city` and `requests` say what it serves and how many sample requests it starts with, `options` how else it starts. Classes that say the same
    share a server; one whose tests change things says `alone = True` and gets its own.

    A test fails when one of its pages logged an error, missed something it needs, or asked a foreign host; what addresses
    of its `friends` do, other sites that its pages lead to, is theirs.
    """

    city = "tiny"
    requests = 0
    alone = False
    options: tuple[str, ...] = ()
    friends: tuple[str, ...] = ()
    server: Server | None

    @classmethod
    def setUpClass(cls):
        if cls.alone:
            cls.server = Server(cls.city, cls.requests, cls.options)
            cls.addClassCleanup(cls.server.stop)
        else:
            cls.server = Servers.shared(cls.city, cls.requests, cls.options)

    def setUp(self):
        self._tabs: dict[Page, Tab] = {}

    def tearDown(self):
        for tab in self._tabs.values():
            self.check_no_foreign_requests(tab.page)
            self.assertEqual(tab.faults, [], f"{tab.page.url} logged errors")

    def origin(self) -> str:
        """Where the pages are."""
        return self.server.url

    def page_at(self, path: str, width: int = 1280, height: int = 900, *, scheme: str = "light", scripts: bool = False,
                status: int = 200, visitor: Page | None = None, host: str | None = None,
                through: int | None = None) -> Page:
        """Opens a page as a fresh visitor, or in another page's visit; without scripts unless they are asked for.

        `host` is a name that ends in `.test`, for a server that tells its cities apart by it; `through` is another port
        of this machine by which the server is reached.
        """
        if visitor is None:
            context = Chromium.context(width=width, height=height, scheme=scheme)
            self.addCleanup(context.close)
        else:
            context = visitor.context
        origin = self.origin() if host is None else self.origin().replace("127.0.0.1", host)
        if through is not None:
            origin = f"http://127.0.0.1:{through}"
        tab = Tab(context, origin, scripts, self.friends)
        self._tabs[tab.page] = tab
        answer = tab.page.goto(origin + path)
        self.assertEqual(answer.status, status, f"{path} answered {answer.status}")
        return tab.page

    def lynx_at(self, path: str, **options) -> Lynx:
        """Opens a page in lynx."""
        lynx = Lynx(self.origin() + path, **options)
        self.addCleanup(lynx.close)
        return lynx

    def check_accessibility(self, page: Page) -> None:
        """axe-core finds nothing wrong, best practice included."""
        found = accessibility(self._tabs[page])
        if found.violations:
            self.fail(f"{self._place(page)}: {len(found.violations)} accessibility violations\n{found.text()}")

    def check_no_horizontal_scroll(self, page: Page, width: int = 320) -> None:
        """Nothing sticks out sideways at this width."""
        with shown(page, width, 640, "light"):
            if reason := overflow(page):
                self.fail(f"{page.url}: {reason}")

    def check_no_foreign_requests(self, page: Page) -> None:
        """Everything the page asked for so far came from the server."""
        self.assertEqual(self._tabs[page].foreign_requests(), [], f"{page.url} asked foreign hosts")

    def faults(self, page: Page) -> list[str]:
        """The errors that the page logged so far."""
        return self._tabs[page].faults

    def forget(self, page: Page) -> None:
        """What is wrong with this page shall not fail the test."""
        del self._tabs[page]

    def check_page(self, page: Page, name: str) -> None:
        """Everything a page must hold, as it stands: accessible wide and narrow, light and dark; no sideways scroll;
        one heading of the first level, a title and a language. Takes its screenshots, named `name`, first."""
        self.screenshot(page, name)
        self.assertNotEqual(page.title().strip(), "", f"{page.url} has no title")
        self.assertEqual(page.locator("h1").count(), 1, f"{page.url}: expected one h1")
        self.check_no_horizontal_scroll(page)
        for width, height, scheme in views():
            with shown(page, width, height, scheme):
                self.check_accessibility(page)

    def screenshot(self, page: Page, name: str) -> None:
        """Takes pictures of the page as it stands, wide and narrow, light and dark."""
        take_screenshots(page, screenshots(), name)

    def _place(self, page: Page) -> str:
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        return f"{page.url} at {page.viewport_size['width']} px, {'dark' if dark else 'light'}"
