"""Staff's work by keyboard alone, with and without script: board, list, item, claim, done; triage and a correction."""

import re

from harness.city import Ask
from harness.page_tests import PageTests

# What the element with the focus is called: by its label, its words or its button.
_NAME = """() => {
    const at = document.activeElement;
    const words = at.getAttribute('aria-label') ?? [...at.labels ?? []].map(one => one.textContent).join(' ');
    return (words || (at.type === 'submit' ? at.value : '') || at.textContent || '').trim().replace(/\\s+/g, ' ');
}"""


class Keys:
    """A person without a mouse."""

    def signed_in(self, department, *scopes, scripts, to="/desk"):
        page = self.page_at(f"/desk/sign-in?to={to}", scripts=scripts)
        key = self.server.key(department)
        if scopes:
            options = [word for scope in scopes for word in ("--scope", scope)]
            key = self.server.run("key", "create", "--department", department, *options, "--json")["key"]
        page.get_by_label("Department key").fill(key)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    def tab_to(self, page, words, at_most=200):
        """Presses Tab until what is called so has the focus; its name begins with a pattern."""
        passed = []
        for _ in range(at_most):
            page.keyboard.press("Tab")
            name = page.evaluate(_NAME)
            if re.match(words, name):
                return
            passed.append(name[:40])
        self.fail(f"{page.url}: expected Tab to come to {words!r}, it came to {passed[:60]}")

    def enter(self, page, words, **options):
        """Comes to a link or button and presses it."""
        self.tab_to(page, words, **options)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def said(self, page):
        return page.get_by_role("status").first.inner_text()


class KeyboardTests(Keys, PageTests):
    alone = True

    def test_from_the_board_to_a_closed_item_by_keyboard_alone(self):
        for scripts in (False, True):
            self.server.submit(Ask("pothole", 10.005, 20.005, "A hole.", {"depth": "deep"}))
            page = self.signed_in("works", scripts=scripts, to="/dispatch")
            self.enter(page, r"\d+ waiting")
            self.assertIn("/dispatch/items?state=waiting", page.url)
            self.enter(page, "Pothole")
            self.assertIn("/desk/items/", page.url)
            self.enter(page, "Take next of works")
            self.assertIn("This item is yours", self.said(page))
            self.tab_to(page, "Done: the problem was dealt with")
            page.keyboard.press("Space")
            self.tab_to(page, "Tell the resident")
            page.keyboard.type("The hole is closed.")
            page.keyboard.press("Tab")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            self.assertIn("The item is closed", self.said(page))
            self.assertIn("The hole is closed.", page.locator("main").inner_text())

    def test_the_rarer_moves_are_unfolded_by_keyboard(self):
        self.server.submit(Ask("pothole", 10.005, 20.005, "A hole.", {"depth": "deep"}))
        page = self.signed_in("works", scripts=False)
        self.enter(page, "Take next")
        self.check_page(page, "item-folded")
        # Nothing that is folded stands in the way.
        self.tab_to(page, "Give it back to the queue", at_most=40)
        for summary in ("Add photos of the work", "Ask the resident", "Another department is needed too", "Write a note"):
            self.tab_to(page, summary)
            page.keyboard.press("Enter")
        self.check_page(page, "item-unfolded")
        page.get_by_label("What do you want to know?").focus()
        page.keyboard.type("Which lane?")
        self.enter(page, "Ask")
        self.assertIn("Which lane?", page.locator(".work-actions .note").inner_text())
        # The choices are one stop; what belongs to one comes after it, once it is chosen.
        self.tab_to(page, "Done: the problem was dealt with")
        page.keyboard.press("ArrowDown")
        self.assertTrue(page.get_by_label("No action", exact=True).is_checked())
        page.keyboard.press("Tab")
        page.keyboard.type("There is no hole.")
        self.enter(page, "Close this item")
        self.assertIn("The item is closed", self.said(page))

    def test_triage_decides_by_keyboard_alone(self):
        for scripts in (False, True):
            self.server.submit(Ask("pothole", 10.006, 20.0297, "In the gap.", {}))
            self.server.submit(Ask("pothole", 10.008, 20.00996, "At the edge of the park.", {}))
            boss = self.signed_in("triage", "read", "work", "move", "supervise", scripts=scripts)
            self.enter(boss, "Triage")
            self.enter(boss, "It belongs across the edge: Public Works")
            self.assertIn("decided anew", self.said(boss))
            self.enter(boss, "Triage")
            self.enter(boss, r"\d+ Close to an edge")
            self.tab_to(boss, "Decide otherwise")
            boss.keyboard.press("Enter")
            self.tab_to(boss, "Why nothing is done")
            boss.keyboard.type("It is done already.")
            with boss.expect_navigation():
                boss.keyboard.press("Enter")
            self.assertIn("called off", self.said(boss))
            self.empty("works", scripts)

    def empty(self, department, scripts):
        """Closes what waits, so that the next round finds the city as this one did."""
        page = self.signed_in(department, scripts=scripts)
        self.enter(page, "Take next")
        while "This item is yours" in self.said(page):
            page.get_by_label("Done: the problem was dealt with").check()
            page.get_by_role("button", name="Close this item").click()
            page.get_by_role("button", name="Take next", exact=True).click()
            page.get_by_role("status").first.wait_for()

    def test_a_service_is_corrected_by_keyboard_alone(self):
        for scripts in (False, True):
            self.server.submit(Ask("noise", 10.005, 20.0351, "Loud.", {"since": "Monday"}))
            page = self.signed_in("police", scripts=scripts)
            self.enter(page, "Take next")
            self.enter(page, "Correct the service or the place")
            self.tab_to(page, "Service")
            page.keyboard.type("Pothole")
            self.enter(page, "Show what would be decided")
            self.assertIn("Public Works", page.get_by_role("region", name="What would be decided").inner_text())
            self.enter(page, "Decide it anew")
            self.assertIn("There is a problem", page.get_by_role("alert").inner_text())
            self.tab_to(page, "Why")
            page.keyboard.type("A loose plate.")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            self.assertIn("decided anew", self.said(page))
