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


class LanguageTests(PageTests):
    """The change of language in the middle of a form."""

    def test_it_keeps_what_is_typed(self):
        for scripts in (False, True):
            with self.subTest(scripts=scripts):
                page = self.page_at("/report/details?service=noise&lat=10.01&long=20.005", scripts=scripts)
                page.get_by_label("What else should we know?").fill("Drums, every night.")
                page.get_by_role("button", name="Español").click()
                self.assertEqual(page.locator("html").get_attribute("lang"), "es")
                self.assertEqual(page.locator("#description").input_value(), "Drums, every night.")
                self.assertEqual(page.get_by_role("alert").count(), 0)
                self.check_page(page, "details-es")

    def test_enter_in_a_field_goes_on_and_does_not_change_the_language(self):
        page = self.page_at("/report/details?service=pothole&lat=10.01&long=20.005")
        page.locator("form#answers").evaluate("form => form.requestSubmit()")
        page.get_by_label("First name").press("Enter")
        self.assertEqual(page.locator("html").get_attribute("lang"), "en")
        self.assertIn("Check your report", page.locator("h1").inner_text())

    def test_the_button_stands_where_the_link_does(self):
        for width in (1600, 1280, 320):
            with self.subTest(width=width):
                link = self.page_at("/", width).get_by_text("Español").bounding_box()
                page = self.page_at("/report/details?service=noise&lat=10.01&long=20.005", width)
                button = page.get_by_text("Español").bounding_box()
                for side in ("x", "y", "width", "height"):
                    self.assertAlmostEqual(link[side], button[side], delta=3, msg=side)

    def test_it_works_in_lynx(self):
        lynx = self.lynx_at("/report/details?service=noise&lat=10.01&long=20.005")
        lynx.fill("private link of your report.", "Drums, every night.")
        lynx.press("Español")
        self.assertIn("¿Desde cuándo?", lynx.text())
        self.assertIn("Drums, every night.", lynx.text())
