"""The dispatch board as it moves: what is done at one server stands on the other's board, and what the board says of
itself."""

import re
import time

from harness.city import Ask
from harness.line_result import write
from harness.page_tests import PageTests
from harness.server import Server
from test_live import Wire


class BoardTests(PageTests):
    alone = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Another process on the same database: what is sent there is told here.
        cls.other = Server(cls.city, beside=cls.server)
        cls.addClassCleanup(cls.other.stop)

    def signed_in(self, department="works", **options):
        page = self.page_at("/desk/sign-in?to=%2Fdispatch", **options)
        page.get_by_label("Department key").fill(self.server.key(department))
        page.get_by_label("Your name or initials").fill("Ada")
        page.get_by_role("button", name="Sign in with the key").click()
        page.wait_for_url("**/dispatch*")
        return page

    def live(self, page):
        """Waits until the board hears what happens."""
        page.locator(".live-state").get_by_text("Live").wait_for()
        page.wait_for_timeout(700)

    def submit(self, number=0, server=None):
        return (server or self.other).submit(Ask("pothole", 10.005, 20.005 + number / 10000, "A hole.", {"depth": "deep"}))

    def waiting(self, page):
        return page.locator(".figures .figure a").filter(has_text=re.compile("^[^a-z]*waiting")).locator("strong")

    def number(self, locator):
        return int(locator.inner_text().split()[-1].replace(",", ""))

    def shown(self, reference):
        return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"

    def test_what_is_sent_elsewhere_stands_on_the_board_and_at_the_desk_within_a_second(self):
        board = self.signed_in(scripts=True)
        desk = self.page_at("/desk", scripts=True, visitor=board)
        desk.locator("#news .live-state").get_by_text("No news").wait_for()
        self.live(board)
        took = {"board": [], "desk": []}
        for number in range(5):
            before = self.number(self.waiting(board))
            start = time.monotonic()
            reference = self.submit(number)
            board.wait_for_function(
                "n => document.querySelector('.figures strong').textContent.replace(',', '') == n",
                arg=str(before + 1),
                # Frames of a tab behind another come once a second.
                polling=20,
            )
            took["board"].append(time.monotonic() - start)
            desk.wait_for_function(
                "n => document.getElementById('news').textContent.startsWith(`${n} new`)",
                arg=number + 1,
                polling=20,
            )
            took["desk"].append(time.monotonic() - start)
            # The events are read before the numbers, so the line may follow them.
            board.locator(".news li").get_by_text(self.shown(reference)).first.wait_for()
            board.wait_for_timeout(1500)
        # How long it takes is told, not judged: other tests run beside this one.
        write(f"seconds until it stands there: {', '.join(f'{page} {min(t):.2f} to {max(t):.2f}' for page, t in took.items())}\n")
        self.assertRegex(board.locator("#board-said").text_content(), r"waiting, .* late")
        self.check_page(board, "board-live")
        self.check_page(desk, "desk-news")

    def test_the_stream_is_cut_and_goes_on_with_nothing_lost_and_nothing_twice(self):
        wire = Wire(int(self.server.url.rsplit(":", 1)[1]))
        self.addCleanup(wire.close)
        board = self.signed_in(scripts=True, through=wire.port)
        board.evaluate(
            """() => { window.heard = []; const source = new EventSource('/dispatch/live');
            window.beats = 0;
            for (const name of ['changes', 'reset', 'beat']) source.addEventListener(name, ({ data }) => {
              window.beats += 1;
              for (const event of JSON.parse(data).events ?? []) window.heard.push(event.request);
            }); }"""
        )
        board.wait_for_function("() => window.beats > 0")
        sent = []
        for turn in range(3):
            sent.append(self.submit(turn * 2))
            wire.cut()
            sent.append(self.submit(turn * 2 + 1))
            board.wait_for_timeout(500)
            wire.mend()
            board.wait_for_function("id => window.heard.includes(id)", arg=sent[-1])
        self.assertEqual(sent, board.evaluate("() => window.heard"))
        # The page itself caught up, too.
        board.get_by_text(self.shown(sent[-1])).wait_for()
        self.faults(board).clear()

    def test_pause_stops_everything_and_goes_on(self):
        board = self.signed_in(scripts=True)
        self.live(board)
        board.get_by_role("button", name="Pause").click()
        self.assertIn("Paused", board.locator(".live-state").inner_text())
        before = board.locator("main").inner_html()
        reference = self.submit()
        board.wait_for_timeout(2500)
        self.assertEqual(before, board.locator("main").inner_html())
        self.check_page(board, "board-paused")
        board.get_by_role("button", name="Go on").click()
        board.get_by_text(self.shown(reference)).wait_for()
        # The focus stayed where it was.
        self.assertEqual("Pause", board.evaluate("document.activeElement.textContent"))

    def test_a_silent_server_is_said(self):
        wire = Wire(int(self.server.url.rsplit(":", 1)[1]))
        self.addCleanup(wire.close)
        board = self.signed_in(scripts=True, through=wire.port)
        self.live(board)
        wire.cut()
        board.get_by_role("alert").get_by_text("The server is silent").wait_for(timeout=20_000)
        self.assertIn("Not live", board.locator(".live-state").inner_text())
        self.check_page(board, "board-stale")
        wire.mend()
        board.locator(".live-state").get_by_text("Live, updated").wait_for(timeout=30_000)
        self.assertEqual(0, board.get_by_role("alert").count())
        self.faults(board).clear()

    def test_two_tabs_share_one_stream(self):
        first = self.signed_in(scripts=True)
        second = self.page_at("/dispatch", scripts=True, visitor=first)
        streams = set()

        def ended(request):
            streams.discard(request)

        for page in (first, second):
            page.on("request", lambda request: streams.add(request) if "/dispatch/live" in request.url else None)
            page.on("requestfinished", ended)
            page.on("requestfailed", ended)
        self.live(first)
        second.reload()
        self.live(second)
        reference = self.submit()
        for page in (first, second):
            page.get_by_text(self.shown(reference)).wait_for()
        # The other one reads for a moment what it has not heard, and no longer.
        for _ in range(50):
            if not streams:
                break
            second.wait_for_timeout(100)
        self.assertEqual(set(), streams)
        # Where the one that listened leaves, the other listens.
        first.goto("about:blank")
        reference = self.submit(1)
        second.get_by_text(self.shown(reference)).wait_for()

    def test_the_numbers_that_changed_are_marked_and_the_focus_stays(self):
        board = self.signed_in(scripts=True)
        self.live(board)
        self.waiting(board).locator("..").focus()
        self.submit()
        board.locator(".figure strong.changed").first.wait_for()
        self.assertIn("waiting", board.evaluate("document.activeElement.textContent"))
        self.check_page(board, "board-changed")

    def test_without_script_it_is_the_same_board(self):
        board = self.signed_in()
        self.submit()
        board.get_by_role("link", name="Look again").click()
        main = board.locator("main").inner_text()
        for words in ("From the first report", "waiting", "due within 24 hours", "In and out, hour by hour",
                      "What happened last", "How long open work has been here", "What became of the work"):
            self.assertIn(words, main)
        self.assertFalse(board.locator("#board-bar").is_visible())
        self.check_page(board, "board-plain")
        board.get_by_role("link", name="Picture and list of places").click()
        self.check_page(board, "board-places")

    def test_the_map_is_loaded_when_it_is_opened(self):
        board = self.signed_in(scripts=True)
        references = [self.submit(), self.submit()]
        self.assertEqual(0, board.locator(".leaflet-container").count())
        board.get_by_role("button", name="Show the map").click()
        board.locator(".board-mark").first.wait_for()
        self.assertIn("open requests in sight", board.locator("#board-map .hint").inner_text())
        self.check_page(board, "board-map")
        # Its marks are buttons for keys, too: one of places apart comes closer, one of requests at one place lists them.
        mark = board.locator("#board-map .board-mark").first
        while "come closer" in mark.get_attribute("aria-label"):
            shown = mark.element_handle()
            mark.focus()
            board.keyboard.press("Enter")
            board.wait_for_function("() => document.activeElement.classList.contains('map-view')")
            board.wait_for_function("mark => !mark.isConnected", arg=shown)
            mark.wait_for()
        mark.focus()
        board.keyboard.press("Enter")
        here = board.locator("#board-map .here")
        here.get_by_role("heading", name="Here:").wait_for()
        self.assertTrue(here.evaluate("element => element === document.activeElement"))
        self.check_page(board, "board-map-here")
        here.get_by_role("link", name=self.shown(references[1])).click()
        board.wait_for_url(f"**/dispatch/requests/{references[1]}")

    def test_a_list_says_what_is_new_and_nothing_jumps_in(self):
        self.submit(server=self.server)
        desk = self.signed_in(scripts=True)
        desk.goto(self.origin() + "/desk/items?state=open")
        news, rows = desk.locator("#news"), desk.locator("tbody tr")
        state = news.locator(".live-state")
        state.get_by_text("No news").wait_for()
        desk.wait_for_timeout(700)
        before = rows.count()
        self.submit(1)
        state.get_by_text("1 new").wait_for()
        self.assertEqual(before, rows.count())
        news.get_by_role("link", name="Show").click()
        state.get_by_text("No news").wait_for()
        self.assertEqual(before + 1, rows.count())

        # What a colleague does with a row is marked in it.
        desk.wait_for_timeout(700)
        colleague = self.page_at("/desk", visitor=desk)
        colleague.get_by_role("button", name="Take next", exact=True).click()
        colleague.get_by_role("button", name="Give it back").click()
        state.get_by_text("1 of these changed").wait_for()
        self.assertEqual(1, desk.locator("tr.is-changed").get_by_text("changed").count())
        self.check_page(desk, "list-news")

        news.get_by_role("button", name="Pause").click()
        self.submit(2)
        desk.wait_for_timeout(2500)
        self.assertNotIn("new", state.inner_text())
        news.get_by_role("button", name="Go on").click()
        state.get_by_text("1 new, 1 of these changed").wait_for()

    def news(self, page):
        return page.locator("#news .live-state")

    def test_a_second_tab_hears_what_the_first_does_and_no_more(self):
        self.submit(server=self.server)
        first = self.signed_in(scripts=True)
        first.goto(self.origin() + "/desk")
        self.news(first).get_by_text("No news").wait_for()
        second = self.page_at("/desk/items?state=open", scripts=True, visitor=first)
        self.news(second).get_by_text("No news").wait_for()
        # Whatever is written moves the place in the stream, though nothing happened to the department.
        self.submit_other()
        # Longer than the time between two beats.
        second.wait_for_timeout(6000)
        self.assertEqual("No news", self.news(second).inner_text())
        second.locator("#news").get_by_role("button", name="Pause").click()
        self.submit(1)
        second.wait_for_timeout(5500)
        second.locator("#news").get_by_role("button", name="Go on").click()
        self.news(second).get_by_text("1 new", exact=True).wait_for()
        self.submit(2)
        self.news(second).get_by_text("2 new", exact=True).wait_for()
        self.news(first).get_by_text("2 new", exact=True).wait_for()

    def submit_other(self):
        return self.other.submit(Ask("noise", 10.005, 20.0351, "Loud.", {"since": "Monday"}))

    def test_who_signs_in_after_another_hears_their_own_departments_news(self):
        works = self.signed_in("works", scripts=True)
        works.goto(self.origin() + "/desk")
        self.news(works).get_by_text("No news").wait_for()
        parks = self.page_at("/desk", scripts=True, visitor=works)
        parks.get_by_role("button", name="Sign out").click()
        parks.get_by_label("Department key").fill(self.server.key("parks"))
        parks.get_by_role("button", name="Sign in with the key").click()
        parks.get_by_role("heading", name="Parks desk").wait_for()
        self.news(parks).get_by_text("No news").wait_for()
        parks.wait_for_timeout(700)
        self.submit()
        self.news(works).get_by_text("1 new", exact=True).wait_for()
        self.other.submit(Ask("fallen-tree", 10.005, 20.005, "A tree.", {}))
        self.news(parks).get_by_text("1 new", exact=True).wait_for()
        parks.wait_for_timeout(5000)
        self.assertEqual("1 new", self.news(parks).inner_text())

    def test_a_list_counts_only_what_it_can_hold(self):
        late = self.signed_in(scripts=True)
        late.goto(self.origin() + "/dispatch/items?state=late&department=parks")
        accepted = self.page_at("/desk/items?state=accepted", scripts=True, visitor=late)
        holes = self.page_at("/desk/items?state=open&service=pothole", scripts=True, visitor=late)
        waiting = self.page_at("/desk/items?state=waiting", scripts=True, visitor=late)
        for page in (late, accepted, holes, waiting):
            self.news(page).get_by_text("No news").wait_for()
        waiting.wait_for_timeout(700)
        self.submit()
        self.news(waiting).get_by_text("1 new", exact=True).wait_for()
        self.news(holes).get_by_text("Something new may belong here", exact=True).wait_for()
        self.check_page(holes, "list-may-belong")
        late.wait_for_timeout(5000)
        self.assertEqual("No news", self.news(late).inner_text())
        self.assertEqual("No news", self.news(accepted).inner_text())

    def test_a_list_says_that_it_hears_nothing_in_every_tab(self):
        wire = Wire(int(self.server.url.rsplit(":", 1)[1]))
        self.addCleanup(wire.close)
        desk = self.signed_in(scripts=True, through=wire.port)
        desk.goto(f"http://127.0.0.1:{wire.port}/desk")
        other = self.page_at("/desk/items?state=open", scripts=True, visitor=desk, through=wire.port)
        for page in (desk, other):
            self.news(page).get_by_text("No news", exact=True).wait_for()
        desk.wait_for_timeout(5000)
        wire.cut()
        for page in (desk, other):
            self.news(page).get_by_text("No news comes just now").wait_for(timeout=20_000)
        self.check_page(other, "list-silent")
        wire.mend()
        for page in (desk, other):
            self.news(page).get_by_text("No news", exact=True).wait_for(timeout=30_000)
            self.faults(page).clear()
