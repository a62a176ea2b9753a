"""The harness finds what is wrong, and how browsers send a picture that is a button."""

from harness.form_server import FormServer
from harness.page_tests import PageTests
from harness.server import Server
from harness.city import Ask


class FaultyPageTests(PageTests):
    """Each page has one fault, and its check says so."""

    @classmethod
    def setUpClass(cls):
        cls.site = FormServer()
        cls.server = None
        cls.addClassCleanup(cls.site.stop)

    def origin(self):
        return self.site.url

    def page_with(self, body, **options):
        self.site.form = body
        return self.page_at("/form", **options)

    def test_a_sound_page_passes(self):
        self.check_page(self.page_with("<p>Sound.</p>"), "harness-sound")

    def test_low_contrast_is_a_violation_with_its_place(self):
        page = self.page_with("<p id=pale style='color:#999;background:#fff'>Pale</p>")
        with self.assertRaisesRegex(AssertionError, r"(?s)color-contrast \(serious; wcag2aa\).*at  #pale.*4\.5:1"):
            self.check_accessibility(page)

    def test_contrast_is_judged_in_the_dark_too(self):
        page = self.page_with("<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){p{color:#333}}"
                              "</style><p>Dim words</p>")
        self.check_accessibility(page)
        with self.assertRaisesRegex(AssertionError, r"dark: 1 accessibility"):
            self.check_page(page, "harness-dark")

    def test_what_sticks_out_is_named(self):
        page = self.page_with("<p id=long style='width:400px'>Long</p>"
                              "<div style='overflow:auto'><p style='width:900px'>x</p></div>")
        with self.assertRaisesRegex(AssertionError, r"320 px are there\n    p#long reaches 408 px: Long$"):
            self.check_no_horizontal_scroll(page)
        self.check_no_horizontal_scroll(page, width=500)

    def test_a_foreign_request_is_seen_and_goes_nowhere(self):
        page = self.page_with("<img alt='' src='https://example.com/x.png'>")
        with self.assertRaisesRegex(AssertionError, "https://example.com/x.png"):
            self.check_no_foreign_requests(page)
        self.forget(page)

    def test_a_blocked_style_is_a_fault(self):
        page = self.page_with("<meta http-equiv=content-security-policy content=\"default-src 'none'\">"
                              "<p style='color:red'>x</p>")
        self.assertRegex(self.faults(page)[0], "Content Security Policy")
        self.forget(page)

    def test_scripts_stay_off_until_they_are_asked_for(self):
        body = "<noscript><p>Without</p></noscript><script>document.title = 'Ran'</script>"
        page = self.page_with(body)
        self.check_accessibility(page)
        page.reload()
        self.assertEqual(page.title(), "A page")
        self.assertIn("Without", page.locator("main").inner_text())
        self.assertEqual(self.page_with(body, scripts=True).title(), "Ran")

    def test_names_that_end_in_test_are_this_machine(self):
        self.assertIn("Somewhere else", self.page_at("/else", host="tiny.test").locator("main").inner_text())

    def test_a_picture_as_button_sends_the_point_as_shown_and_0_0_for_the_keyboard(self):
        for style in ("", "width:100px;height:50px"):
            for act, point in (("click", ("60", "25")), ("Enter", ("0", "0")), ("Space", ("0", "0"))):
                with self.subTest(style=style, act=act):
                    page = self.page_with(f"<form method=post action=/form><input type=image name=pin alt=Map "
                                          f"src=/map.svg width=200 height=100 style='{style}'></form>")
                    picture = page.get_by_role("button", name="Map")
                    picture.click(position={"x": 60, "y": 25}) if act == "click" else picture.press(act)
                    page.wait_for_url("**/result")
                    self.assertEqual(self.site.received[-1], [("pin.x", point[0]), ("pin.y", point[1])])

    def test_enter_in_a_field_presses_the_first_button_of_the_form_be_it_a_picture(self):
        page = self.page_with("<form method=post action=/form><label>Place <input name=place></label>"
                              "<input type=image name=pin src=/map.svg alt=Map><button name=go>Go</button></form>")
        page.get_by_label("Place").press("Enter")
        page.wait_for_url("**/result")
        self.assertEqual(self.site.received[-1], [("place", ""), ("pin.x", "0"), ("pin.y", "0")])


class ServerTests(PageTests):
    """A server that starts with requests, its keys, and its end."""

    requests = 3

    def test_its_requests_are_there(self):
        page = self.page_at("/open311/v2/requests.json")
        self.assertIn("pothole", page.locator("body").inner_text())
        self.assertEqual(len(self.server.submit_some(1)), 1)

    def test_a_key_is_made_once(self):
        self.assertRegex(self.server.key("works"), "^d311_")
        self.assertEqual(self.server.key("works"), self.server.key("works"))

    def test_a_server_of_one_s_own_is_gone_after_its_stop(self):
        server = Server("tiny")
        self.assertEqual(len(server.submit(Ask("pothole", 10.005, 20.005))), 9)
        server.stop()
        self.assertEqual(server.log(), "(the server is gone)")
