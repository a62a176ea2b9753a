"""Mistakes: every page that tells of one is whole, and the browser's own Back always leads somewhere."""

import itertools
import re
import subprocess

from harness.city import Ask
from harness.page_tests import PageTests

_PLACES = itertools.count()


def place():
    """A place of its own in the east, at which nothing is reported yet, far from every line."""
    row, column = divmod(next(_PLACES), 8)
    return f"lat={10.003 + 0.001 * row:.4f}&long={20.0315 + 0.001 * column:.4f}"


class BackTests(PageTests):
    """Forms with mistakes, and going back to them, without script."""

    alone = True
    options = ("--mail-from", "city@example.net", "--sendmail", "/bin/true", "--origin", "https://311.example.net")

    def wrong(self, query="", **options):
        """The page of the questions after a description that is too long."""
        page = self.page_at(f"/report/details?service=pothole&{place()}{query}", **options)
        page.locator("#description").fill("x" * 4001)
        page.locator("form#answers > .buttons input").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        return page

    def test_going_back_to_mistakes_and_reloading_them(self):
        page = self.wrong()
        self.assertIn("/report/details?draft=", page.url)
        self.assertEqual(page.reload().status, 200)
        self.assertTrue(page.title().startswith("Error: "))
        self.assertEqual(len(page.locator("#description").input_value()), 4001)
        page.get_by_role("link", name="Services", exact=True).click()
        self.assertEqual(page.go_back().status, 200)
        self.assertTrue(page.title().startswith("Error: "))
        page.locator("#description").fill("Short.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("textbox", name="E-mail").fill("nobody")
        page.get_by_label("Telephone").fill("ask my neighbour")
        page.get_by_role("button", name="Continue").click()
        self.assertTrue(page.title().startswith("Error: About you"), page.title())
        self.assertEqual(page.get_by_label("Telephone").input_value(), "ask my neighbour")
        self.assertEqual(page.go_back().status, 200)
        # The browser's Back leads to what was the page before; what is typed is there, without the mistakes.
        self.assertFalse(page.title().startswith("Error: "), page.title())
        page.go_forward()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        page.get_by_role("textbox", name="E-mail").fill("ada@example.org")
        page.get_by_label("Telephone").fill("(212) 555-0100 ext. 7")
        page.get_by_label("Tell me by e-mail").check()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/check"))
        self.assertIn("you will get an e-mail at ada@example.org", page.locator("main").inner_text())
        self.check_page(page, "check-updates")
        page.get_by_role("button", name="Send my report").click()
        self.assertIn("Look into your e-mail", page.locator("main").inner_text())
        self.check_page(page, "sent-updates")

    def test_a_change_with_a_mistake_comes_back_to_the_check(self):
        page = self.page_at(f"/report/details?service=pothole&{place()}")
        for _ in range(2):
            page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Change Your telephone").click()
        page.get_by_label("Telephone").fill("12")
        page.get_by_role("button", name="Continue").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.assertEqual(page.locator(".back").count(), 0)
        page.go_back()
        page.get_by_label("Telephone").fill("555-0100")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/check"))
        self.assertIn("555-0100", page.locator("main").inner_text())
        # Afresh there is nothing wrong.
        page.get_by_role("link", name="Change Your telephone").click()
        self.assertEqual(page.get_by_role("alert").count(), 0)

    def test_a_double_press_tells_the_same_once_more(self):
        page = self.page_at(f"/report/details?service=pothole&{place()}")
        page.locator("#description").fill("x" * 4001)
        page.get_by_role("button", name="Continue").dblclick()
        page.wait_for_function("document.title.startsWith('Error: ')")
        page.locator("#description").fill("Short.")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/you"))

    def test_at_a_kiosk_mistakes_are_forgotten_with_the_visit(self):
        page = self.wrong("&kiosk=town-hall")
        draft = re.search("draft=([0-9a-f]{32})", page.url).group(1)
        page.get_by_role("button", name="Delete and start again").click()
        page.wait_for_url("**/report/where?kiosk=town-hall&centre=**")
        self.page_at(f"/report/details?draft={draft}&kiosk=town-hall", status=404)

    def test_going_back_to_what_the_forms_of_a_report_were_answered_with(self):
        page = self.page_at(f"/report/details?service=pothole&{place()}")
        for _ in range(2):
            page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my report").click()
        page.wait_for_url(re.compile("/r/"))
        address = page.url.replace("&new=1", "")
        page.goto(address)
        page.locator("#add-note > summary").click()
        page.locator("#note").fill("x\u0007y")
        page.locator("#add-note").get_by_role("button").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        page.get_by_role("link", name="Services", exact=True).click()
        page.go_back()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.assertEqual(page.locator("#note").input_value(), "xy")
        page.goto(address.replace("?", "/follow?"))
        page.get_by_label("Your mail address").fill("ann")
        page.get_by_role("button", name="Write to me").click()
        page.get_by_role("link", name="Services", exact=True).click()
        page.go_back()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.assertEqual(page.get_by_label("Your mail address").input_value(), "ann")

    def test_curl_reads_the_mistakes_in_the_answer_itself(self):
        ended = subprocess.run(
            ["curl", "-sS", "-w", "%{http_code}", "-d", "service_code=noise&lat=10.0175&long=20.0185",
             f"{self.server.url}/report/details"],
            capture_output=True, text=True, timeout=30, check=True,
        )
        said, address, status = ended.stdout.splitlines()
        self.assertEqual((said, status), ("“Since when?” needs an answer.", "303"))
        self.assertRegex(address, r"^/report/details\?draft=[0-9a-f]{32}&review=1$")

    def test_the_search_that_found_a_place_and_a_service_is_kept(self):
        page = self.page_at("/")
        page.get_by_label("Search for a service").fill("hole")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Pothole").first.click()
        page.get_by_label("Search for a place").fill("central")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Central Park").click()
        self.assertIn("1 place found", page.locator("#found").inner_text())
        page.get_by_role("button", name="Use the place at the cross").click()
        page.get_by_role("link", name="Choose another place").click()
        self.assertEqual(page.get_by_label("Search for a place").input_value(), "central")
        page.get_by_role("link", name="Back", exact=True).click()
        self.assertEqual(page.get_by_label("Search for a service").input_value(), "hole")


class ErrorStatesTests(PageTests):
    """Every page that tells of a mistake, as the report's pages have them: whole, accessible, at every width."""

    alone = True
    options = ("--mail-from", "city@example.net", "--sendmail", "/bin/true", "--origin", "https://311.example.net")

    def post(self, path, **form):
        """What a form leads to, in a browser without script: the fields are whatever a page could send."""
        page = self.page_at("/follow")
        fields = "".join(f'<input name="{name}" value="{value}">' for name, value in form.items())
        page.evaluate("""([action, fields]) => {
            const form = document.createElement('form');
            Object.assign(form, {method: 'post', action, innerHTML: fields + '<button id="go">Go</button>'});
            document.querySelector('main').append(form);
        }""", [path, fields])
        with page.expect_navigation():
            page.locator("#go").click()
        return page

    def draft(self, **form):
        page = self.post("/report/details", service_code="pothole", **self.at(), **form)
        return re.search("draft=([0-9a-f]{32})", page.url).group(1)

    @staticmethod
    def at():
        return dict(part.split("=") for part in place().split("&"))

    def sent(self, lat, long):
        """A report that was sent: its private link."""
        draft = self.post("/report/details", service_code="fallen-tree", lat=lat, long=long)
        draft = re.search("draft=([0-9a-f]{32})", draft.url).group(1)
        sent = self.post("/report/check", draft=draft)
        return sent.url.removeprefix(self.origin()).replace("&new=1", "")

    def test_every_error_state(self):
        tree = self.sent("10.0185", "20.0385")
        there = self.server.submit(Ask("person-in-need", 10.0187, 20.0387, "Sits there."))
        edge = self.draft_near_an_edge()
        draft = self.draft()
        gone = "0" * 32
        states = (
            # name, what is said, how one comes there: a GET's address, or a POST's with its fields
            ("where-nothing-found", "No place found", "/report/where?q=atlantis", None),
            ("where-outside", "outside Tiny City", "/report/where?lat=10.01&long=19.9991", None),
            ("where-kiosk-nothing-found", "No place found", "/report/where?q=atlantis&kiosk=town-hall", None),
            ("what-nothing-found", "Try another word", "/report/what?lat=10.01&long=20.005&q=zeppelin", None),
            ("what-gone", "not in the list any more", "/report/what?lat=10.01&long=20.005&service=zeppelin", None),
            ("details-gone", "no longer offered", "/report/details?lat=10.01&long=20.005&service=zeppelin", None),
            ("details-wrong", "There is a problem", "/report/details",
             {"service_code": "noise", "description": "x" * 4001, **self.at()}),
            ("details-wrong-es", "Hay un problema", "/report/details?lang=es", {"service_code": "noise", **self.at()}),
            ("details-wrong-kiosk", "There is a problem", "/report/details?kiosk=town-hall",
             {"service_code": "noise", **self.at()}),
            ("details-wrong-phone", "There is a problem", "/report/details?channel=phone",
             {"service_code": "noise", **self.at()}),
            ("details-no-place", "Say where the problem is", "/report/details", {"service_code": "pothole"}),
            ("you-wrong", "There is a problem", "/report/you",
             {"draft": draft, "email": "nobody", "phone": "12", "first_name": "x" * 201, "last_name": "x" * 201}),
            ("you-wrong-change", "There is a problem", "/report/you", {"draft": draft, "phone": "12", "change": "1"}),
            ("check-wrong", "There is a problem", f"/report/check?draft={draft}", None),
            ("check-lost", "We do not have this report", f"/report/check?draft={gone}", None),
            ("send-lost", "We do not have this report", "/report/check", {"draft": gone}),
            ("send-lost-kiosk", "We do not have this report", "/report/check?kiosk=town-hall", {"draft": gone}),
            ("edge-wrong", "Choose the side", "/report/edge", {"draft": edge}),
            ("edge-wrong-es", "Elija el lado", "/report/edge?lang=es", {"draft": edge}),
            ("nearby-gone", "no longer offered", "/report/nearby?lat=10.01&long=20.005&service=zeppelin", None),
            ("follow-unknown", "There is a problem", "/follow?reference=ABC", None),
            ("follow-mail-wrong", "There is a problem", tree.replace("?", "/follow?"), {"email": "ann"}),
            ("follow-place-wrong", "There is a problem", "/follow/places",
             {"email": "ann", "layer": "precinct", "boundary": "1"}),
            ("follow-places-none", "No place found", "/follow/places?q=atlantis", None),
            ("status-note-empty", "There is a problem", tree.replace("?", "/note?"), {"note": " "}),
            ("status-note-long", "There is a problem", tree.replace("?", "/note?"), {"note": "x" * 2001}),
            ("status-note-kiosk", "There is a problem", tree.replace("?", "/note?") + "&kiosk=town-hall", {"note": " "}),
            ("status-answer-unasked", "There is a problem", tree.replace("?", "/answer?"), {"answer": " "}),
            ("status-answer-not-now", "You wrote", tree.replace("?", "/answer?"), {"answer": "Yes."}),
            ("status-still-there-long", "There is a problem", tree.replace("?", "/still-there?"), {"reason": "x" * 501}),
            ("status-still-there-private", "Still there.", f"/r/{there}/still-there", {"reason": "Still there."}),
            ("status-note-without-link", "Hello.", f"/r/{there}/note", {"note": "Hello."}),
            ("status-key-wrong", "not complete", f"/r/{there}?key=1", None),
            ("sign-in-nothing", "There is a problem", "/desk/sign-in", {"key": ""}),
            ("sign-in-wrong", "There is a problem", "/desk/sign-in", {"key": "d311_nothing", "name": "x" * 300}),
            ("kiosk-lost", "", "/lost?kiosk=town-hall", None),
        )
        for name, words, path, form in states:
            with self.subTest(name):
                if form is None:
                    page = self.page_at("/livez")
                    page.goto(self.origin() + path)
                else:
                    page = self.post(path, **form)
                self.assertIn(words.casefold(), page.locator("main").inner_text().casefold())
                if page.get_by_role("alert").count():
                    self.assertTrue(page.title().startswith("Error: "), page.title())
                self.check_page(page, f"error-{name}")

    def draft_near_an_edge(self):
        page = self.post("/report/details", service_code="pothole", lat="10.0195", long="20.0099")
        return re.search("draft=([0-9a-f]{32})", page.url).group(1)
