"""One Chromium for the whole run."""

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

EXECUTABLE = "/usr/bin/chromium"


class Chromium:
    """Debian's Chromium, started when first asked for. Names that end in `.test` are this machine; nothing else is
    reached but loopback."""

    _playwright: Playwright | None = None
    _browser: Browser | None = None

    @classmethod
    def browser(cls) -> Browser:
        """The running browser."""
        if cls._browser is None:
            cls._playwright = sync_playwright().start()
            rules = "MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost"
            # Without a sandbox, which Playwright leaves out by itself: it works neither as root nor in most containers,
            # and nothing but the server's own pages is opened.
            options = [f"--host-resolver-rules={rules}", "--disable-dev-shm-usage"]
            cls._browser = cls._playwright.chromium.launch(executable_path=EXECUTABLE, args=options)
        return cls._browser

    @classmethod
    def context(cls, *, width: int = 1280, height: int = 900, scheme: str = "light", language: str = "en-US",
                scale: float = 1, cookies: list[dict] | None = None) -> BrowserContext:
        """A fresh visitor: no cookies, no cache."""
        context = cls.browser().new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=language,
            reduced_motion="reduce", device_scale_factor=scale,
        )
        context.set_default_timeout(10_000)
        if cookies:
            context.add_cookies(cookies)
        return context

    @classmethod
    def stop(cls) -> None:
        """Ends it."""
        if cls._browser is not None:
            cls._browser.close()
            cls._playwright.stop()
            cls._browser = cls._playwright = None


class Tab:
    """A page of a visitor, with what went wrong in it: `requests` are the addresses it asked for, `faults` the errors
    that it logged; those of `friends`, other sites it may be led to, are not its own."""

    def __init__(self, context: BrowserContext, origin: str, scripts: bool, friends: tuple[str, ...] = ()):
        self.page: Page = context.new_page()
        self.origin = origin
        self.scripts = scripts
        self.friends = friends
        self.requests: list[str] = []
        self.faults: list[str] = []
        # Playwright's own switch cannot be turned back on for a page that is there: axe-core could not run in it.
        self._session = context.new_cdp_session(self.page)
        self.allow_scripts(scripts)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("response", self._note_response)
        self.page.on("requestfailed", self._note_failure)

    def allow_scripts(self, allowed: bool) -> None:
        """Whether scripts run, from now on and in pages to come; those a page has passed over stay unrun."""
        self._session.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def foreign_requests(self) -> list[str]:
        """The addresses asked for that are not the server's own."""
        own = (self.origin + "/", "data:", "blob:", "about:", *self.friends)
        return [url for url in self.requests if not url.startswith(own)]

    def _note_console(self, message) -> None:
        # A page may answer 404 on purpose; what a page needs may not, and `_note_response` says so better.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _note_failure(self, request) -> None:
        # Who goes on to the next page before all of this one has come, breaks the rest off.
        if request.failure != "net::ERR_ABORTED" and not request.url.startswith(self.friends):
            self.faults.append(f"not loaded: {request.url}")

    def _note_response(self, response) -> None:
        if response.url.startswith(self.friends):
            return
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"answered {response.status}: {response.url}")
