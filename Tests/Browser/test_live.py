"""The page of a report that brings itself up to date, and what its resident says there."""

import itertools
import json
import re
import socket
import subprocess
import threading
import time
import urllib.request

from harness.city import Ask
from harness.page_tests import PageTests
from harness.places import screenshots
from harness.server import Server


class Wire:
    """A wire to a server that can be cut: every connection at once, and again when it is mended."""

    def __init__(self, port: int):
        self._to = port
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._ends: list[socket.socket] = []
        self.is_cut = False
        threading.Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        self.is_cut = True
        for end in self._ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._ends.clear()

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self._socket.close()

    def _take(self) -> None:
        while True:
            try:
                one, _ = self._socket.accept()
            except OSError:
                return
            if self.is_cut:
                one.close()
                continue
            other = socket.create_connection(("127.0.0.1", self._to))
            self._ends += [one, other]
            for source, target in ((one, other), (other, one)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            try:
                target.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class LiveTests(PageTests):
    alone = True
    places = itertools.count()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Another process on the same database: what is done there is told here.
        cls.other = Server(cls.city, beside=cls.server)
        cls.addClassCleanup(cls.other.stop)

    def call(self, path, body, department="works"):
        request = urllib.request.Request(
            f"{self.other.url}/api/v1/{path}",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.server.key(department)}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def accepted(self):
        """A report that its department has accepted: its reference and its item."""
        reference = self.server.submit(Ask("pothole", 10.005, 20.005, "A hole.", {"depth": "deep"}))
        return reference, self.taken(reference)

    def taken(self, reference):
        """Accepts a report for its department; its item."""
        claim = self.call("queues/works/claims", {"limit": 200})
        # Others wait in the same queue.
        items = {item["service_request_id"]: item["item_id"] for item in claim["items"]}
        self.call(f"leases/{claim['lease_id']}/accept", {"items": [{"item_id": item} for item in items.values()]})
        return items[reference]

    def sent(self, page):
        """Sends a report by its pages; leaves the page at its private link."""
        # Far from the others, which a resident would be asked about.
        place = f"lat={10.002 + 0.003 * next(self.places):.3f}&long=20.002"
        page.goto(f"{self.origin()}/report/details?service=pothole&{place}")
        page.get_by_label("Deep").check()
        for button in ("Continue", "Continue", "Send my report"):
            page.get_by_role("button", name=button).click()
        page.wait_for_url("**/r/*key=*")

    def reference(self, page):
        """Whose private link it is."""
        return re.search("/r/([^/?]+)", page.url)[1]

    def listening(self, page):
        """Waits until the page hears what happens."""
        page.get_by_role("button", name="Stop updating").wait_for()
        # The head of the stream has come.
        page.wait_for_timeout(300)

    def test_what_is_done_elsewhere_is_on_the_page_within_a_second(self):
        reference, item = self.accepted()
        page = self.page_at(f"/r/{reference}", scripts=True)
        self.listening(page)
        took = []
        for number in range(5):
            self.call(f"items/{item}/note", {"text": f"Note {number}.", "public": True})
            start = time.monotonic()
            page.get_by_text(f"Note {number}.").wait_for()
            took.append(time.monotonic() - start)
        print(f"a change by another server was on the page after {', '.join(f'{t:.2f}' for t in took)} s")
        # All of them where the machine has nothing else to do.
        self.assertLess(min(took), 1)
        said = page.locator("#updates [role=status]").inner_text()
        self.assertEqual("Updated just now. Public Works says:", said)
        self.assertEqual(1, page.locator("#live").count())
        self.check_page(page, "status-live")

    def test_nothing_is_lost_when_the_line_is_cut(self):
        reference, item = self.accepted()
        wire = Wire(int(self.server.url.rsplit(":", 1)[1]))
        self.addCleanup(wire.close)
        page = self.page_at(f"/r/{reference}", scripts=True, through=wire.port)
        self.listening(page)
        wire.cut()
        self.call(f"items/{item}/note", {"text": "While it was cut.", "public": True})
        # Longer than the browser waits before it comes again.
        page.wait_for_timeout(4000)
        self.assertEqual(0, page.get_by_text("While it was cut.").count())
        wire.mend()
        page.get_by_text("While it was cut.").wait_for(timeout=30_000)
        self.call(f"items/{item}/note", {"text": "When it was mended.", "public": True})
        page.get_by_text("When it was mended.").wait_for()
        self.faults(page).clear()

    def test_focus_words_and_what_is_open_stay(self):
        page = self.page_at("/", scripts=True)
        self.sent(page)
        reference = self.reference(page)
        item = self.taken(self.reference(page))
        page.get_by_text("took it on").first.wait_for()
        self.assertIn("Your private link", page.locator("main").inner_text())
        page.get_by_text("Add a note", exact=True).click()
        field = page.get_by_label("What should they know?")
        field.fill("The hole is")
        field.evaluate("field => field.setSelectionRange(4, 8)")
        self.call(f"items/{item}/note", {"text": "Which hole?", "question": True})
        page.get_by_role("heading", name="A question for you").wait_for()
        self.assertEqual("The hole is", field.input_value())
        place = "[document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]"
        self.assertEqual(["note", 4, 8], page.evaluate(place))
        self.check_page(page, "status-asked")
        # Closed meanwhile: there is no such form any more, but what was written is there.
        self.call(f"items/{item}/complete", {"outcome": "done"})
        page.get_by_role("heading", name="Is it fixed?").wait_for()
        self.assertEqual("The hole is", field.input_value())
        page.get_by_role("button", name="Add my note").click()
        self.assertIn("takes no notes", page.locator("main").inner_text())
        self.assertIn("The hole is", page.locator("main").inner_text())
        self.check_page(page, "status-note-too-late")
        page.get_by_role("link", name="Back to the report").click()
        self.listening(page)
        page.get_by_role("button", name="It is fixed").click()
        self.assertIn("you found it fixed", page.get_by_role("status").first.inner_text())
        self.assertIn("confirmed by the resident", page.locator("main").inner_text())
        self.assertIn(f"/r/{reference}?key=", page.url)
        self.check_page(page, "status-confirmed")
        self.faults(page).clear()

    def test_who_stops_it_is_told_no_more(self):
        reference, item = self.accepted()
        page = self.page_at(f"/r/{reference}", scripts=True)
        self.listening(page)
        page.get_by_role("button", name="Stop updating").click()
        self.assertIn("does not update itself", page.locator("#updates").inner_text())
        self.call(f"items/{item}/note", {"text": "Nobody hears it.", "public": True})
        page.wait_for_timeout(2500)
        self.assertEqual(0, page.get_by_text("Nobody hears it.").count())
        page.get_by_role("button", name="Update again").click()
        page.get_by_text("Nobody hears it.").wait_for()

    def test_what_could_not_be_read_is_read_when_it_goes_on(self):
        reference, item = self.accepted()
        page = self.page_at(f"/r/{reference}", scripts=True)
        self.listening(page)
        missed = []

        def miss(route):
            missed.append(route.request.url)
            route.abort()

        page.route(re.compile(f"/r/{reference}$"), miss)
        self.call(f"items/{item}/note", {"text": "Missed at first.", "public": True})
        for _ in range(50):
            if missed:
                break
            page.wait_for_timeout(100)
        self.assertEqual(1, len(missed))
        page.get_by_role("button", name="Stop updating").click()
        page.unroute_all()
        # Longer than the page waits before it tries again.
        page.wait_for_timeout(5500)
        self.assertEqual(0, page.get_by_text("Missed at first.").count())
        page.get_by_role("button", name="Update again").click()
        page.get_by_text("Missed at first.").wait_for(timeout=3000)
        self.faults(page).clear()

    def test_after_a_long_way_to_and_fro_the_last_step_is_said(self):
        reference = self.server.submit(Ask("fallen-tree", 10.005, 20.005, "A tree.", {}))

        def turn(whose, word, **more):
            claim = self.call(f"queues/{whose}/claims", {"limit": 1}, whose)
            item = claim["items"][0]["item_id"]
            self.call(f"leases/{claim['lease_id']}/{word}", {"items": [{"item_id": item}], **more}, whose)
            return item

        for _ in range(4):
            turn("parks", "hand-over", department="police", reason="Not ours.")
            turn("police", "decline", reason="Not ours.")
        page = self.page_at(f"/r/{reference}", scripts=True)
        self.listening(page)
        item = turn("parks", "accept")
        self.call(f"items/{item}/note", {"text": "On our way.", "public": True}, "parks")
        page.locator(".history").get_by_text("On our way.").wait_for()
        said = page.locator("#updates [role=status]").inner_text()
        self.assertEqual("Updated just now. Parks says:", said)

    def test_a_note_that_was_refused_stays_when_something_happens(self):
        page = self.page_at("/", scripts=True)
        self.sent(page)
        item = self.taken(self.reference(page))
        # What is put into a field that the page is just about to replace would be nowhere.
        page.wait_for_function(
            "() => document.querySelector('#updates [role=status]')?.textContent"
            ".startsWith(document.getElementById('updates').dataset.changed)"
        )
        page.get_by_text("Add a note", exact=True).click()
        words = "Much to say. " * 200
        page.get_by_label("What should they know?").evaluate("(field, words) => { field.value = words; }", words)
        page.get_by_role("button", name="Add my note").click()
        page.wait_for_function("document.title.startsWith('Error: ')")
        self.listening(page)
        self.call(f"items/{item}/note", {"text": "On our way.", "public": True})
        page.locator(".history").get_by_text("On our way.").wait_for()
        self.assertEqual(words.strip(), page.get_by_label("What should they know?").input_value().strip())
        self.faults(page).clear()

    def test_without_script_nothing_is_said_of_updates(self):
        reference, _ = self.accepted()
        page = self.page_at(f"/r/{reference}")
        self.assertFalse(page.locator("#updates").is_visible())

    def test_what_is_wrong_with_words_is_said_beside_them(self):
        page = self.page_at("/")
        self.sent(page)
        self.check_page(page, "status-sent")
        page.get_by_text("Add a note", exact=True).click()
        page.get_by_role("button", name="Add my note").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.assertIn("Write your note.", page.get_by_role("alert").inner_text())
        self.check_page(page, "status-note-wrong")
        page.get_by_label("What should they know?").fill("It is at my door.")
        page.get_by_role("button", name="Add my note").click()
        self.assertIn("It is at my door.", page.locator("main").inner_text())
        self.check_page(page, "status-noted")
        page.get_by_role("link", name="Español").click()
        self.assertIn("Agregar una nota", page.locator("main").inner_text())
        self.assertIn("key=", page.url)
        self.check_page(page, "status-es")
        self.faults(page).clear()

    def pages_printed(self, page):
        """How many sheets of A4 a page takes; keeps the print beside the pictures."""
        # Only Chromium's own way prints; it wants no script and no size of window.
        file = screenshots() / "status-print.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        page.pdf(path=file, prefer_css_page_size=True)
        told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
        self.assertRegex(told, r"Page size: +59\d\.\d+ x 84\d\.\d+ pts \(A4\)")
        return int(re.search(r"Pages: +(\d+)", told).group(1))

    def test_the_print_is_one_sheet(self):
        page = self.page_at("/")
        self.sent(page)
        self.assertEqual(1, self.pages_printed(page))
        # And when all that usually happens has happened.
        item = self.taken(self.reference(page))
        for text in ("We come on Tuesday.", "It rains, so we come on Friday."):
            self.call(f"items/{item}/note", {"text": text, "public": True})
        self.call(f"items/{item}/note", {"text": "Which side of the street is it?", "question": True})
        page.goto(page.url.replace("&new=1", ""))
        page.get_by_label("Your answer").fill("The north side.")
        page.get_by_role("button", name="Send my answer").click()
        self.call(f"items/{item}/complete", {"outcome": "done", "note": "Filled with asphalt."})
        page.reload()
        self.assertEqual(1, self.pages_printed(page))

    def test_a_note_by_lynx(self):
        page = self.page_at("/")
        self.sent(page)
        lynx = self.lynx_at(page.url.removeprefix(self.origin()).replace("&new=1", ""))
        # The words beside the field.
        lynx.fill("the private link.", "By lynx.")
        self.assertNotIn("Stop updating", lynx.text())
        lynx.press("Add my note")
        self.assertIn("By lynx.", lynx.text())
        self.assertIn("Your note is with the people", lynx.text())
