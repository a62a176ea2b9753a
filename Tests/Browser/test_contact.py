"""Contact details: hidden at the desk until somebody presses the button, which the history keeps, and told to the
resident by the private link alone."""

from harness.page_tests import PageTests


class ContactTests(PageTests):
    alone = True

    def sent(self, place, **person):
        """Sends a report by its pages with who the resident is; gives the address of its private link."""
        page = self.page_at(f"/report/details?service=pothole&{place}")
        page.get_by_label("Deep").check()
        page.get_by_role("button", name="Continue").click()
        self.assertIn("Only a department that has your report can look", page.locator("main").inner_text())
        for label, text in person.items():
            page.get_by_label(label.replace("_", " ")).fill(text)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my report").click()
        page.wait_for_url("**/r/*key=*")
        return page.url.removeprefix(self.origin()).replace("&new=1", "")

    def taken(self):
        """Somebody of Public Works with the next item."""
        page = self.page_at("/desk")
        page.get_by_label("Department key").fill(self.server.key("works"))
        page.get_by_role("button", name="Sign in with the key").click()
        page.get_by_role("button", name="Take next", exact=True).click()
        return page

    def test_they_are_shown_once_and_the_resident_reads_who_looked(self):
        link = self.sent(
            "lat=10.004&long=20.004", First_name="Ann", Last_name="Lopez", **{"E-mail": "ann@example.org"},
            Telephone="555-0199",
        )
        desk = self.taken()
        item = desk.url
        self.assertNotIn("Lopez", desk.content())
        self.check_page(desk, "item-contact-hidden")
        desk.get_by_role("button", name="Show contact details").click()
        region = desk.get_by_role("region", name="Contact details")
        for text in ("Ann Lopez", "ann@example.org", "555-0199"):
            self.assertIn(text, region.inner_text())
        self.assertEqual("mailto:ann@example.org", region.get_by_text("ann@example.org").get_attribute("href"))
        self.assertEqual("tel:5550199", region.get_by_text("555-0199").get_attribute("href"))
        self.assertEqual(0, desk.get_by_role("button", name="Show contact details").count())
        self.check_page(desk, "item-contact-shown")
        # Loaded anew, the form is sent once more: nothing is shown, and there is no second line.
        desk.reload()
        self.assertNotIn("Lopez", desk.content())
        self.assertIn("To see them again, press it again", desk.get_by_role("status").inner_text())
        self.assertEqual(1, desk.get_by_text("Public Works looked at the contact details").count())
        # Its address opens the item and nothing else.
        desk.goto(f"{item.split('?')[0]}/contact")
        self.assertEqual(item.split("?")[0], desk.url)
        self.assertNotIn("Lopez", desk.content())

        status = self.page_at(link)
        self.assertIn("Public Works looked at your contact details.", status.locator("main").inner_text())
        self.assertNotIn("Lopez", status.content())
        self.check_page(status, "status-contact-seen")
        status.goto(f"{self.origin()}{link.split('?')[0]}")
        self.assertNotIn("contact details", status.locator("main").inner_text())

        desk.get_by_role("radio", name="Done").check()
        desk.get_by_role("button", name="Close this item").click()
        self.assertIn("only while the item is open", desk.locator("main").inner_text())
        self.assertEqual(0, desk.get_by_role("button", name="Show contact details").count())

    def test_without_any_there_is_no_button(self):
        self.sent("lat=10.012&long=20.004")
        desk = self.taken()
        self.assertIn("No contact details were given.", desk.locator("main").inner_text())
        self.assertEqual(0, desk.get_by_role("button", name="Show contact details").count())
        self.check_page(desk, "item-contact-none")
