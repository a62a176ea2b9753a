"""A list beside its map: a pin leads to its row, a row's number to its pin; as a picture without script."""

from harness.city import Ask
from harness.page_tests import PageTests


class ListMapTests(PageTests):
    requests = 8
    alone = True

    def signed_in(self, to="/desk", **options):
        page = self.page_at(f"/desk/sign-in?to={to}", **options)
        page.get_by_label("Department key").fill(self.server.key("works"))
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in with the key").click()
        return page

    def focused(self, page):
        return page.evaluate("document.activeElement.id")

    def show_map(self, page, path="/desk/items?state=open"):
        page.goto(self.origin() + path)
        page.get_by_role("link", name="Show the map").click()
        page.wait_for_url("**map=1*")

    def test_the_picture_and_the_list_lead_to_each_other_without_script(self):
        page = self.signed_in()
        self.show_map(page)
        self.check_page(page, "list-map-picture")
        pins = page.locator("#list-map svg a")
        first = pins.last.get_attribute("id").removeprefix("pin-")
        self.assertEqual("1", first)
        pins.last.click()
        page.wait_for_url(f"**#row-{first}")
        self.assertEqual(f"row-{first}", self.focused(page))
        page.locator(f"td.pin a[href='#pin-{first}']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#pin-{first}")
        self.assertEqual(f"pin-{first}", self.focused(page))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#row-{first}")
        # What leads on keeps the map; what leaves it is there too.
        page.get_by_role("link", name="Came in").click()
        self.assertIn("map=1", page.url)
        page.get_by_text("Filter", exact=True).click()
        page.get_by_label("Service").select_option(label="Pothole")
        page.get_by_role("button", name="Show", exact=True).click()
        self.assertIn("map=1", page.url)
        self.assertEqual(1, page.locator("#list-map").count())
        page.get_by_role("link", name="Without Service: Pothole").click()
        self.assertIn("map=1", page.url)
        page.get_by_role("link", name="List without the map").click()
        self.assertEqual(0, page.locator("#list-map, td.pin").count())

    def test_the_map_that_moves_and_the_list_lead_to_each_other(self):
        page = self.signed_in(scripts=True)
        self.show_map(page)
        page.locator(".map-view .board-mark").first.wait_for()
        self.check_page(page, "list-map")
        numbers = page.locator("td.pin a").evaluate_all("all => all.map(one => one.hash.slice(5))")
        self.assertEqual(len(set(numbers)), page.locator(".board-mark").count())
        last = numbers[-1]
        page.locator(f"#pin-{last}").click()
        self.assertEqual(f"row-{last}", self.focused(page))
        self.assertEqual(numbers.count(last), page.locator("tr.current").count())
        # By keys: from the row to the pin and back, and nothing of the map is a stop for Tab but the map and its buttons.
        page.locator(f"td.pin a[href='#pin-{last}']").first.focus()
        page.keyboard.press("Enter")
        self.assertEqual(f"pin-{last}", self.focused(page))
        page.locator(f"#pin-{last}.is-current").wait_for()
        page.keyboard.press("Enter")
        self.assertEqual(f"row-{last}", self.focused(page))
        page.keyboard.press("m")
        self.assertEqual(f"pin-{last}", self.focused(page))
        page.keyboard.press("Escape")
        self.assertEqual(f"row-{last}", self.focused(page))
        self.assertEqual(0, page.locator(".board-mark:not([tabindex='-1'])").count())

    def test_rows_at_one_point_share_a_pin(self):
        for _ in range(2):
            self.server.submit(Ask("pothole", 10.0071, 20.0071, "The same hole.", {"depth": "deep"}))
        page = self.signed_in()
        page.goto(f"{self.origin()}/desk/items?state=open&q=same%20hole&map=1")
        self.assertEqual(2, page.locator("td.pin a[href='#pin-1']").count())
        pin = page.get_by_role("link", name="Rows 1, 2: Pothole, Pothole")
        self.assertEqual("1+", pin.text_content().strip())

    def test_the_boards_list_has_the_map_and_shows_no_private_place(self):
        page = self.signed_in("/dispatch")
        self.show_map(page, "/dispatch/items?state=open")
        rows = page.locator("tbody tr")
        hidden = rows.filter(has_text="A private request")
        self.assertEqual(0, hidden.locator("td.pin a").count())
        self.assertLess(0, rows.count() - hidden.count())
        self.assertEqual(rows.count() - hidden.count(), page.locator("td.pin a").count())
        self.check_page(page, "board-list-map")

    def test_the_way_back_from_an_item_is_the_list_it_was_opened_from(self):
        page = self.signed_in()
        page.goto(self.origin() + "/desk/items?state=open&order=newest&map=1")
        page.locator("#row-2").click()
        address = page.url
        page.get_by_role("link", name="Back to the list").click()
        self.assertTrue(page.url.endswith("/desk/items?state=open&order=newest&map=1"), page.url)
        for elsewhere in ("https://elsewhere.test/desk/items?state=open", f"{self.origin()}/desk", self.origin() + "x/desk/items?a"):
            page.goto(address, referer=elsewhere)
            page.get_by_role("link", name="Back to the desk").wait_for()
        page.goto(self.origin() + "/dispatch/items?state=open&department=parks")
        page.locator("tbody a").first.click()
        self.assertIn("/dispatch/requests/", page.url)
        page.get_by_role("link", name="Back to the list").click()
        self.assertIn("department=parks", page.url)
