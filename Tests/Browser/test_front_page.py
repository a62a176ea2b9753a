from harness.page_tests import PageTests


class FrontPageTests(PageTests):
    def test_it_is_whole_without_scripts(self):
        page = self.page_at("/")
        self.assertEqual(page.locator("h1").inner_text(), "Dispatch311")
        self.check_page(page, "front")

    def test_its_emergency_number_is_there(self):
        self.assertIn("In an emergency call 112.", self.page_at("/").locator("main").inner_text())


class HealthTests(PageTests):
    def test_livez_answers(self):
        self.assertIn("alive", self.page_at("/livez").locator("body").inner_text())
