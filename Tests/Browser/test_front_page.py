from harness.page_tests import PageTests


class FrontPageTests(PageTests):
    def test_it_is_whole_without_scripts(self):
        page = self.page_at("/")
        self.assertEqual(page.locator("h1").inner_text(), "Dispatch311")
        self.check_page(page, "front")

    def test_it_is_read_in_lynx(self):
        lynx = self.lynx_at("/")
        self.assertIn("In an emergency call 112.", lynx.text())
        lynx.follow("/livez")
        self.assertIn("alive", lynx.text())


class OtherAddressTests(PageTests):
    def test_livez_answers(self):
        self.assertIn("alive", self.page_at("/livez").locator("body").inner_text())

    def test_an_address_that_is_not_there_says_so(self):
        page = self.page_at("/nowhere", status=404)
        self.assertIn("there is nothing at this address", page.locator("body").inner_text())
        self.assertIn("there is nothing at this address", self.lynx_at("/nowhere").text())
