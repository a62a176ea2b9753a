"""A screen in a public place: it asks nobody's name, forgets everything, and asks before it does."""

import itertools

from harness.page_tests import PageTests

_PLACES = itertools.count(1)


def details():
    """The questions at a place of its own: where something is reported already, that is shown first."""
    return f"/report/details?service=pothole&lat=10.0{next(_PLACES):02}&long=20.005&kiosk=town-hall"


class KioskTests(PageTests):
    def kiosk_at(self, path, **options):
        page = self.page_at("/livez", scripts=True, **options)
        page.clock.install()
        page.goto(self.origin() + path)
        return page

    def written(self, words):
        """A page on which something was written and kept: the check."""
        page = self.kiosk_at(details())
        page.locator("#description").fill(words)
        page.locator("form#answers input[type=submit]").click()
        page.wait_for_url("**/report/check?**")
        return page

    def check_forgotten(self, page, draft):
        page.wait_for_url("**/report/where?kiosk=town-hall&centre=**")
        self.assertEqual(page.evaluate("localStorage.length + sessionStorage.length"), 0)
        self.assertEqual(page.context.cookies(), [])
        self.assertEqual(page.evaluate("indexedDB.databases().then(all => all.length)"), 0)
        lost = self.page_at(f"/report/check?draft={draft}&kiosk=town-hall", status=404)
        self.assertIn("We do not have this report", lost.locator("h1").inner_text())

    def draft(self, page):
        return page.locator("main input[name=draft]").get_attribute("value")

    def test_it_asks_after_a_minute_and_forgets_twenty_seconds_later(self):
        page = self.written("Deep.")
        draft = self.draft(page)
        page.clock.run_for(59_000)
        self.assertEqual(page.get_by_role("alertdialog").count(), 0)
        page.clock.run_for(1_000)
        dialog = page.get_by_role("alertdialog", name="Are you still there?")
        self.assertIn("20", dialog.inner_text())
        self.check_accessibility(page)
        self.screenshot(page, "kiosk-idle")
        page.clock.run_for(10_000)
        # The clock runs on by itself too, a little on a slow machine.
        self.assertRegex(dialog.inner_text(), r"Seconds left: ([5-9]|10)\b")
        page.clock.run_for(10_000)
        self.check_forgotten(page, draft)

    def test_who_needs_more_time_gets_it(self):
        page = self.written("Deep.")
        for key in ("Enter", "Escape"):
            page.clock.run_for(70_000)
            page.get_by_role("button", name="I need more time").wait_for()
            page.keyboard.press(key)
            self.assertEqual(page.get_by_role("alertdialog").count(), 0)
        page.clock.run_for(50_000)
        page.mouse.wheel(0, 100)
        page.wait_for_timeout(50)
        page.keyboard.press("Shift")
        page.clock.run_for(50_000)
        self.assertEqual(page.get_by_role("alertdialog").count(), 0)
        self.assertIn("Check your report", page.locator("h1").inner_text())

    def test_start_again_forgets_with_and_without_script(self):
        page = self.written("Deep.")
        draft = self.draft(page)
        page.get_by_role("button", name="Start again").click()
        self.check_forgotten(page, draft)
        page = self.page_at(details())
        page.locator("form#answers input[type=submit]").click()
        draft = self.draft(page)
        page.get_by_role("button", name="Start again").click()
        self.check_forgotten(self.same_without_script(page), draft)

    def test_what_was_written_is_off_the_screen_though_the_server_does_not_answer(self):
        page = self.written("Deep.")
        page.route("**/kiosk/town-hall/wipe**", lambda route: None)
        page.get_by_role("button", name="Start again").click()
        page.wait_for_function("() => !document.querySelector('main').innerText.trim()")
        self.assertNotIn("Deep.", page.content())
        # It waits for an answer, but not for ever.
        page.wait_for_url("**/report/where?kiosk=town-hall&centre=**")

    def test_start_again_pressed_twice_does_not_wait(self):
        page = self.written("Deep.")
        page.route("**/kiosk/town-hall/wipe**", lambda route: None)
        again = page.get_by_role("button", name="Start again")
        again.click()
        page.wait_for_function("() => !document.querySelector('main').innerText.trim()")
        again.click()
        page.wait_for_url("**/report/where?kiosk=town-hall&centre=**", timeout=3000)

    def same_without_script(self, page):
        """Looks at what a page without scripts has stored, in a page of the same visit that has them."""
        page.wait_for_url("**/report/where?kiosk=town-hall&centre=**")
        other = self.page_at("/kiosk/town-hall", visitor=page, scripts=True)
        return other

    def test_a_report_ends_with_a_slip_to_take_along(self):
        page = self.written("Deep.")
        self.assertEqual(page.get_by_text("Your e-mail").count(), 0)
        self.screenshot(page, "kiosk-check")
        draft = self.draft(page)
        page.locator("main form input[type=submit]").click()
        page.wait_for_url("**/kiosk/town-hall/sent?**")
        self.assertIn("Your report was sent", page.locator("h1").inner_text())
        self.assertTrue(page.get_by_role("button", name="Print this slip").is_visible())
        self.check_page(page, "kiosk-slip")
        page.clock.run_for(80_000)
        self.check_forgotten(page, draft)
        page.go_back()
        self.assertEqual(page.get_by_text("Your private link").count(), 0)

    def test_its_first_page_goes_back_to_how_it_was(self):
        page = self.kiosk_at("/kiosk/town-hall")
        self.check_page(page, "kiosk-start")
        page.locator("#q").fill("My street")
        page.clock.run_for(81_000)
        page.wait_for_function("document.querySelector('#q').value === ''")
