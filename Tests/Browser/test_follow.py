"""Following: the pages where people ask to be told, as they look and as they are read."""

import re

from harness.page_tests import PageTests


class FollowTests(PageTests):
    alone = True

    def test_the_way_from_the_first_page_to_the_feed_of_a_place(self):
        page = self.page_at("/")
        page.get_by_role("link", name="Follow a report").click()
        self.check_page(page, "follow")
        page.get_by_role("link", name="Choose a place").click()
        self.check_page(page, "follow-places")
        page.get_by_label("Search for a place").fill("First")
        page.get_by_role("button", name="Search").click()
        self.check_page(page, "follow-places-found")
        page.get_by_role("link", name="First Precinct").click()
        self.check_page(page, "follow-place")
        page.get_by_label("What kind of reports?").select_option("Pothole")
        page.get_by_role("button", name="Use this kind").click()
        self.assertIn("/follow/feed?layer=precinct&boundary=1&service_code=pothole", page.content().replace("&amp;", "&"))
        self.assertIn("This server does not send mail.", page.locator("main").inner_text())

    def test_a_place_is_pointed_at_by_keys_on_the_picture(self):
        page = self.page_at("/follow/places")
        page.get_by_role("button", name="Use the place at the cross").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("lat="))
        self.assertIn("This point lies in these places:", page.locator("#found").inner_text())
        self.check_page(page, "follow-places-pointed")
        page.locator("#found").get_by_role("link").last.click()
        self.check_page(page, "follow-place-pointed")
        self.assertTrue(page.locator("figure.map img").evaluate("picture => picture.naturalWidth"))

    def test_a_place_is_pointed_at_on_the_open_map(self):
        page = self.page_at("/follow/places?lang=es", scripts=True)
        page.get_by_role("button", name="Usar el mapa").focus()
        page.keyboard.press("Enter")
        region = page.get_by_role("region")
        region.wait_for()
        page.wait_for_function("document.activeElement.getAttribute('role') === 'region'")
        self.check_page(page, "follow-places-open")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/follow/places[?]lang=es&lat="))
        self.assertIn("Este punto", page.locator("#found").inner_text())

    def test_a_report_is_followed(self):
        id = self.server.submit_some(1)[0]
        page = self.page_at(f"/r/{id}/follow")
        self.check_page(page, "follow-request")
        page = self.page_at(f"/r/{id}/follow?lang=es")
        self.assertIn("Seguir este reporte", page.locator("h1").inner_text())

    def test_what_is_not_there(self):
        page = self.page_at("/follow?reference=nonsense", status=404)
        self.check_page(page, "follow-problem")
        page = self.page_at("/follow/places?layer=x&boundary=y", status=404)
        self.check_page(page, "follow-no-place")
        page = self.page_at("/follow/00000000000000000000000000000000", status=404)
        self.check_page(page, "follow-gone")


class FollowByMailTests(PageTests):
    """With mail: the program that would carry it takes everything and forgets it."""

    alone = True
    options = ("--mail-from", "city@example.net", "--sendmail", "/bin/true", "--origin", "https://311.example.net")

    def test_an_address_is_typed(self):
        id = self.server.submit_some(1)[0]
        page = self.page_at(f"/r/{id}/follow")
        self.check_page(page, "follow-mail")
        page.get_by_label("Your mail address").fill("ann")
        page.get_by_role("button", name="Write to me").click()
        self.check_page(page, "follow-mail-wrong")
        self.assertEqual(page.get_by_label("Your mail address").input_value(), "ann")
        page.get_by_label("Your mail address").fill("ann@example.org")
        page.get_by_role("button", name="Write to me").click()
        self.assertIn("Look into your mail", page.locator("h1").inner_text())
        self.check_page(page, "follow-asked")

    def test_a_place_in_lynx(self):
        lynx = self.lynx_at("/follow/places?layer=precinct&boundary=1")
        lynx.fill("Like name@example.org", "ann@example.org")
        lynx.press("Write to me")
        self.assertIn("Look into your mail", lynx.text())
