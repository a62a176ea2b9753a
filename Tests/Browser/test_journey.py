"""One report all the way round: told by a resident, counted on the board, done at the desk, read again by the
resident. The same in Chromium with the mouse, with keys alone, and in lynx."""

import re

from harness.page_tests import PageTests

REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


class JourneyTests(PageTests):
    """Each test has a department of its own, so that the board's numbers are its own too."""

    alone = True

    def signed_in(self, department, name):
        """A worker's first page of the desk."""
        page = self.page_at("/desk")
        page.get_by_label("Department key").fill(self.server.key(department))
        page.get_by_label("Your name or initials").fill(name)
        page.get_by_role("button", name="Sign in with the key").click()
        self.assertIn("Nothing", page.locator("#hands + p").inner_text())
        return page

    def board_number(self, page, department, column):
        """The link behind a number of the board's table, by what stands above and beside it."""
        table = page.get_by_role("region", name="Departments", exact=True)
        headings = table.locator("thead th").all_inner_texts()
        row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=department, exact=True))
        return row.locator("th, td").nth(headings.index(column)).get_by_role("link")

    def test_a_report_goes_round_with_the_mouse(self):
        resident = self.page_at("/")
        resident.get_by_role("link", name="Pothole").first.click()
        resident.get_by_label("Search for a place").fill("central park")
        resident.get_by_role("button", name="Search").click()
        resident.get_by_role("link", name="Central Park").click()
        resident.get_by_role("button", name="Use the place at the cross").click()
        resident.get_by_label("Near").fill("The bench by the pond")
        resident.get_by_role("button", name="Continue").click()
        resident.get_by_label("Deep").check()
        resident.get_by_label("What else").fill("A hole as wide as a <bicycle> wheel.")
        resident.get_by_role("button", name="Continue").click()
        resident.get_by_role("button", name="Continue").click()
        resident.get_by_role("button", name="Send my report").click()
        reference = resident.locator(".reference").inner_text()
        self.assertRegex(reference, REFERENCE)

        worker = self.signed_in("parks", "Ada")
        worker.get_by_role("link", name="Dispatch board").click()
        waiting = self.board_number(worker, "Parks", "Waiting")
        self.assertEqual(waiting.inner_text(), "1")
        waiting.click()
        self.assertIn("The bench", worker.get_by_role("row").filter(has_text=reference).inner_text())

        worker.get_by_role("link", name="Desk", exact=True).click()
        worker.get_by_role("button", name="Take next", exact=True).click()
        item = worker.locator("main").inner_text()
        for words in ("Pothole", reference, "In your hands", "A hole as wide as a <bicycle> wheel.",
                      "The bench by the pond", "Central Park", "Deep", "Why it came here"):
            self.assertIn(words, item)
        self.assertTrue(worker.locator("figure.map img").evaluate("image => image.naturalWidth > 0"))
        board = self.page_at("/dispatch", visitor=worker)
        self.assertEqual(self.board_number(board, "Parks", "With a worker").inner_text(), "1")

        worker.get_by_label("Done: the problem was dealt with").check()
        worker.get_by_label("Tell the resident").fill("Filled with asphalt & rolled.\nIt holds.")
        worker.get_by_role("button", name="Close this item").click()
        self.assertIn("The item is closed", worker.get_by_role("status").inner_text())
        # The board is counted for everybody at once, twice a second at most.
        for _ in range(20):
            board.reload()
            if self.board_number(board, "Parks", "With a worker").inner_text() == "0":
                break
            board.wait_for_timeout(200)
        self.assertEqual(self.board_number(board, "Parks", "With a worker").inner_text(), "0")
        self.assertEqual(self.board_number(board, "Parks", "Closed, 24 h").inner_text(), "1")

        resident.get_by_role("link", name="Follow a report").click()
        resident.get_by_label("Reference").fill(reference)
        resident.get_by_role("button", name="Show the report").click()
        status = resident.locator("main").inner_text()
        for words in ("Closed", "Parks dealt with it.", "Filled with asphalt & rolled.", "It holds."):
            self.assertIn(words, status)
        self.assertNotIn("Ada", status)

    def test_a_report_goes_round_with_keys_alone(self):
        self.keys = self.page_at("/")
        self.tab_to("link", "Flooded street", "Enter")
        self.tab_to("field", "Search for a place")
        self.keys.keyboard.type("10.005, 20.012")
        self.press("Enter")
        self.tab_to("button", "Continue", "Enter")
        self.tab_to("field", "What else should we know? (optional)")
        self.keys.keyboard.type("Up to the knees.")
        self.tab_to("button", "Continue", "Enter")
        self.tab_to("button", "Continue", "Enter")
        self.tab_to("button", "Send my report", "Enter")
        reference = self.keys.locator(".reference").inner_text()

        self.tab_to("link", "For departments", "Enter")
        self.tab_to("field", "Department key")
        self.keys.keyboard.type(self.server.key("works"))
        self.press("Enter")
        # The flood has a leg in two queues; both are finished.
        for _ in range(2):
            self.tab_to("link", "Desk", "Enter")
            self.tab_to("button", "Take next", "Enter")
            self.assertIn("Up to the knees.", self.keys.locator("main").inner_text())
            self.tab_to("field", "Done: the problem was dealt with")
            self.keys.keyboard.press("Space")
            self.tab_to("button", "Close this item", "Enter")
        self.tab_to("link", "Resident pages", "Enter")
        self.tab_to("link", "Follow a report", "Enter")
        self.tab_to("field", "Reference")
        self.keys.keyboard.type(reference)
        self.press("Enter")
        self.assertIn("Public Works dealt with it.", self.keys.locator("main").inner_text())

    def press(self, key):
        """Presses a key that leads to another page."""
        with self.keys.expect_navigation():
            self.keys.keyboard.press(key)

    def tab_to(self, kind, words, key=None):
        """Moves by Tab to a link, a button or a field named so, and presses a key that leads on."""
        roles = {"link": ["a"], "button": ["input", "button"], "field": ["input", "textarea"]}[kind]
        for _ in range(150):
            self.keys.keyboard.press("Tab")
            at = self.keys.evaluate(FOCUSED)
            if at["tag"] in roles and at["name"] == words:
                return self.press(key) if key else None
        self.fail(f"no Tab leads to the {kind} {words!r} at {self.keys.url}")

    def test_a_report_goes_round_in_lynx(self):
        resident = self.lynx_at("/")
        resident.follow("Noise")
        resident.fill("like 40.7128", "10.005, 20.012")
        resident.press("Search")
        resident.press("Continue")
        resident.fill("Since when?", "Since yesterday")
        resident.fill("private link of your report.", "A drill, every night.")
        resident.press("Continue")
        resident.press("Continue")
        resident.press("Send my report")
        self.assertIn("Your report was sent", resident.text())
        reference = REFERENCE.search(resident.text()).group()

        worker = self.lynx_at("/dispatch")
        worker.fill("It begins with d311_", self.server.key("police"))
        worker.fill("Colleagues see it", "Lin")
        worker.press("Sign in with the key")
        self.assertIn("Dispatch board", worker.text())
        self.assertRegex(worker.text(), r"Police +1 +0 +0 +0 +0")
        worker.follow("1 waiting")
        self.assertIn(reference, worker.text())
        worker.follow("Desk")
        worker.press("Take next")
        for words in ("Noise", reference, "In your hands", "A drill, every night.", "Since yesterday"):
            self.assertIn(words, worker.text())
        worker.choose("Done: the problem was dealt with")
        worker.fill("Without it they read", "The drill is ours now.")
        worker.press("Close this item")
        self.assertIn("The item is closed", worker.text())

        resident.follow("Follow a report")
        resident.fill("letters and digits", reference)
        resident.press("Show the report")
        self.assertIn("Police dealt with it.", resident.text())
        self.assertIn("The drill is ours now.", resident.text())


FOCUSED = """() => {
    const at = document.activeElement;
    const named = at.labels && at.labels.length ? at.labels[0] : at;
    const name = named.value && named.type === 'submit' && named.tagName === 'INPUT' ? named.value : named.textContent;
    return {tag: at.tagName.toLowerCase(), name: (name || '').trim().replace(/\\s+/g, ' ')};
}"""
