"""What every page has around it, on the pages that are there in every state of a city."""

from harness.page_tests import PageTests


class FrameTests(PageTests):
    def test_the_front_page_names_its_city(self):
        page = self.page_at("/")
        self.assertIn("Tiny City", page.title())
        self.assertIn("Tiny City", page.locator("h1").inner_text())

    def test_an_address_that_is_not_there_says_so(self):
        page = self.page_at("/nowhere", status=404)
        self.assertIn("There is nothing at this address.", page.locator("main").inner_text())
        self.check_page(page, "not-found")

    def test_both_are_read_in_lynx(self):
        self.assertIn("In an emergency call 112.", self.lynx_at("/").text())
        lynx = self.lynx_at("/nowhere")
        self.assertIn("There is nothing at this address.", lynx.text())
        lynx.follow("Go to the first page")
        self.assertIn("Tiny City", lynx.text())

    def test_livez_answers(self):
        self.assertIn("alive", self.page_at("/livez").locator("body").inner_text())
