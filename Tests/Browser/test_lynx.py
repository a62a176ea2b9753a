import unittest

from harness.form_server import FormServer
from harness.lynx import Lynx, LynxError


class LynxTests(unittest.TestCase):
    def setUp(self):
        self.site = FormServer()
        self.addCleanup(self.site.stop)

    def visit(self, **options):
        lynx = Lynx(self.site.url + "/form", **options)
        self.addCleanup(lynx.close)
        return lynx

    def received(self):
        return self.site.received[-1]

    def test_a_form_is_filled_in_sent_and_its_result_read(self):
        for rows in (60, 12):
            with self.subTest(rows=rows):
                lynx = self.visit(rows=rows)
                lynx.fill("Place", "Große Straße 5")
                lynx.choose("Noise")
                lynx.fill("In your words", "Every night.\nUntil four.")
                lynx.choose("Size", "large")
                lynx.choose("Tell me more")
                lynx.press("Continue")
                self.assertEqual(self.received(), [
                    ("place", "Große Straße 5"), ("what", "noise"), ("words", "Every night.\r\nUntil four."),
                    ("size", "large"), ("news", "yes"), ("go", "on")])
                self.assertIn("place is 'Große Straße 5'", lynx.text())
                lynx.follow("Another form")
                self.assertIn("What is it?", lynx.text())

    def test_a_picture_that_is_a_button_sends_the_point_0_0(self):
        lynx = self.visit()
        lynx.press("Map of the city")
        self.assertEqual(self.received()[-2:], [("pin.x", "0"), ("pin.y", "0")])

    def test_the_first_of_radio_buttons_is_on_where_the_page_leaves_all_off(self):
        lynx = self.visit()
        lynx.press("Continue")
        self.assertIn(("what", "hole"), self.received())

    def test_buttons_are_named_by_their_words(self):
        self.site.form = """<form method=post action=/form><input type=hidden name=draft value=7>
            <button>Plain</button> <button name=move>Nameless</button> <button name=move value=north>Move north</button>
            <br><input type=submit name=send value=Send></form>"""
        for words, sent in (("Plain", []), ("Nameless", [("move", "BUTTON")]), ("Move north", [("move", "north")]),
                            ("Send", [("send", "Send")])):
            with self.subTest(words=words):
                lynx = self.visit()
                lynx.press(words)
                self.assertEqual(self.received(), [("draft", "7"), *sent])

    def test_a_form_with_nothing_to_send_is_asked_for_and_not_sent(self):
        self.site.form = "<form method=post action=/form><input type=submit value=Take></form>"
        lynx = self.visit()
        lynx.press("Take")
        self.assertEqual(self.site.received, [])
        self.assertIn("Take", lynx.text())

    def test_what_is_not_there_is_not_found(self):
        lynx = self.visit()
        with self.assertRaisesRegex(LynxError, "expected link 'Nowhere'"):
            lynx.follow("Nowhere")
        lynx.follow("Elsewhere")
        self.assertIn("Somewhere else", lynx.text())
        lynx.go_back()
        self.assertIn("What is it?", lynx.text())
