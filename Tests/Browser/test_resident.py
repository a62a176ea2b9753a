import re

from harness.page_tests import PageTests


class ResidentTests(PageTests):
    """A report from the first page to its status, in Chromium without scripts and in lynx."""

    city = "tiny"

    def test_a_report_with_the_mouse(self):
        page = self.page_at("/")
        self.check_page(page, "resident-front")
        page.get_by_label("Search for a service").fill("hole")
        page.get_by_role("button", name="Search").click()
        self.check_page(page, "resident-search")
        page.get_by_role("link", name="Pothole").first.click()
        self.check_page(page, "resident-where")
        page.get_by_label("Search for a place").fill("central park")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Central Park").click()
        self.check_page(page, "resident-where-found")
        self.assertIn("in Central Park, West", page.locator("main").inner_text())
        while page.get_by_text("come closer").count():
            page.get_by_role("button", name="Closer", exact=True).click()
        page.locator("input[type=image]:visible").click(position={"x": 300, "y": 210})
        page.wait_for_url(re.compile("lat="))
        self.check_page(page, "resident-confirm")
        page.get_by_label("Near").fill("The pond")
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Deep").check()
        page.get_by_label("What else").fill("x" * 4001)
        page.get_by_role("button", name="Continue").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.check_page_with_refusal(page, "resident-details-wrong")
        page.get_by_label("What else").fill("Deep <b>enough</b>")
        page.get_by_role("button", name="Español").click()
        self.assertTrue(page.get_by_label("Profundo", exact=True).is_checked())
        self.check_page(page, "resident-details-es")
        page.get_by_role("button", name="English").click()
        self.assertEqual(page.get_by_label("What else").input_value(), "Deep <b>enough</b>")
        page.get_by_role("button", name="Continue").click()
        self.check_page(page, "resident-you")
        page.get_by_label("E-mail").fill("nobody")
        # Enter goes on, though the button for the language comes first.
        page.get_by_label("E-mail").press("Enter")
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.check_page_with_refusal(page, "resident-you-wrong")
        page.get_by_label("E-mail").fill("ada@example.org")
        page.get_by_role("button", name="Continue").click()
        self.check_page(page, "resident-check")
        self.assertIn("the place is in a park", page.locator("main").inner_text())
        page.get_by_role("link", name="Change Description").click()
        self.check_page(page, "resident-details")
        page.get_by_label("What else").fill("Deep enough for a dog.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my report").click()
        self.check_page(page, "resident-sent")
        reference = page.locator(".reference").inner_text()
        page.go_back()
        page.wait_for_url(re.compile("/r/"))
        self.assertEqual(page.locator(".reference").inner_text(), reference)
        page.get_by_role("link", name="Follow a report").click()
        self.check_page(page, "resident-follow")
        page.get_by_label("Reference").fill(reference.lower())
        page.get_by_role("button", name="Show the report").click()
        self.check_page(page, "resident-status")
        self.assertIn("in the queue of Parks", page.locator("main").inner_text())

    def check_page_with_refusal(self, page, name):
        """A form that was refused: the browser logs its status, which is no fault of the page."""
        self.check_page(page, name)
        self.faults(page)[:] = [fault for fault in self.faults(page) if "422" not in fault]

    def test_a_report_with_keys_alone(self):
        page = self.page_at("/report/where?service=flood&centre=10.01,20.005&zoom=17")
        while page.evaluate("document.activeElement.type") != "image":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("lat=10.01&long=20.005"))
        for words in ("Continue", "Continue", "Continue", "Send my report"):
            address = page.url
            while page.evaluate("document.activeElement.value") != words:
                page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != address)
        self.assertIn("Your report was sent", page.locator("main").inner_text())

    def test_other_pages(self):
        for path, status, name in (
                ("/report/where?lat=10.01&long=19.9991", 200, "resident-outside"),
                ("/report/what?lat=10.01&long=20.025&service=noise", 200, "resident-gap"),
                ("/report/details?service=noise&place=words", 200, "resident-words"),
                ("/report/check", 404, "resident-no-draft"), ("/r/nonsense", 404, "resident-no-reference")):
            with self.subTest(path=path):
                page = self.page_at(path, status=status)
                self.check_page(page, name)
                self.faults(page)[:] = [fault for fault in self.faults(page) if "404" not in fault]

    def test_a_report_with_lynx(self):
        lynx = self.lynx_at("/")
        lynx.follow("Pothole")
        lynx.fill("like 40.7128", "10.0175, 20.0045")
        lynx.press("Search")
        self.assertIn("In First Precinct, West", lynx.text())
        lynx.press("Continue")
        lynx.fill("numbers.", "Deep.")
        lynx.press("Continue")
        self.assertIn("About you (optional)", lynx.text())
        lynx.press("Continue")
        self.assertIn("This goes to Public Works", lynx.text())
        lynx.press("Send my report")
        self.assertIn("Your report was sent", lynx.text())
        reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", lynx.text()).group()
        lynx.follow("Follow a report")
        lynx.fill("letters and digits", reference)
        lynx.press("Show the report")
        self.assertIn("It is in the queue of Public Works.", lynx.text())
