"""Every page in every state that a walk through them does not show: whole without scripts, accessible, at every width."""

from harness.city import Ask
from harness.page_tests import PageTests

PARK = "lat=10.01&long=20.015"


class ResidentPagesTests(PageTests):
    def test_searches_that_find_nothing_or_much(self):
        for path, words, name in (
                ("/?q=zeppelin", "Try another word", "front-nothing-found"),
                ("/report/where?q=precinct", "2 places found", "where-places"),
                ("/report/where?q=atlantis", "No place found", "where-nothing-found"),
                (f"/report/what?{PARK}", "Services here", "what"),
                (f"/report/what?{PARK}&q=hole", "Pothole", "what-found"),
                (f"/report/what?{PARK}&q=zeppelin", "Try another word", "what-nothing-found")):
            with self.subTest(path=path):
                page = self.page_at(path)
                self.assertIn(words, page.locator("main").inner_text())
                self.check_page(page, name)

    def test_details_in_other_states(self):
        page = self.page_at(f"/report/details?service=noise&{PARK}")
        page.get_by_role("button", name="Continue").click()
        self.assertIn("There is a problem", page.get_by_role("alert").inner_text())
        self.check_page(page, "details-missing")
        self.check_page(self.page_at(f"/report/details?service=person-in-need&{PARK}"), "details-private")

    def test_an_unknown_reference_and_a_private_report(self):
        page = self.page_at("/follow?reference=ABC", status=404)
        self.assertIn("There is a problem", page.get_by_role("alert").inner_text())
        self.check_page(page, "follow-unknown")
        reference = self.server.submit(Ask("person-in-need", 10.006, 20.006, "Sits on the corner."))
        page = self.page_at(f"/r/{reference}")
        self.assertIn("This report is private", page.locator("main").inner_text())
        self.assertNotIn("Sits on the corner", page.content())
        self.check_page(page, "status-private")

    def test_what_is_only_sent_cannot_be_opened(self):
        page = self.page_at("/desk/sign-out", status=405)
        self.assertIn("That cannot be done here", page.locator("main").inner_text())
        self.check_page(page, "problem-405")

    def test_a_form_of_another_site_is_refused(self):
        page = self.page_at("/")
        page.goto("about:blank")
        page.set_content(f"<form method=post action={self.origin()}/desk/sign-in><button>Go</button></form>")
        page.get_by_role("button").click()
        self.assertIn("That is not allowed", page.locator("main").inner_text())
        self.check_page(page, "problem-403")


class StaffPagesTests(PageTests):
    """The desk and the board, from the first sign-in to the last item closed."""

    alone = True

    def signed_in(self, department):
        page = self.page_at("/desk")
        page.get_by_label("Department key").fill(self.server.key(department))
        page.get_by_role("button", name="Sign in with the key").click()
        return page

    def test_signing_in(self):
        page = self.page_at("/desk")
        self.check_page(page, "sign-in")
        page.get_by_label("Department key").fill("d311_nothing")
        page.get_by_role("button", name="Sign in with the key").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.check_page(page, "sign-in-wrong")
        page.get_by_label("Department key").fill(self.server.key("triage"))
        page.get_by_role("button", name="Sign in with the key").click()
        self.assertIn("No queue holds any work.", page.locator("main").inner_text())
        self.check_page(page, "desk-empty")
        page.get_by_role("button", name="Take next", exact=True).click()
        self.assertIn("Nothing is waiting", page.get_by_role("status").inner_text())
        page.get_by_role("button", name="Sign out").click()
        self.assertIn("You are signed out", page.locator("main").inner_text())
        self.check_page(page, "signed-out")

    def test_the_desk_and_its_items(self):
        self.server.submit_some(10)
        page = self.signed_in("works")
        page.get_by_role("button", name="Take next", exact=True).click()
        self.check_page(page, "item-held")
        address = page.url.removeprefix(self.origin()).partition("?")[0]
        other = self.page_at(address, visitor=page)
        page.get_by_label("Duplicate of another request").check()
        page.get_by_role("button", name="Close this item").click()
        self.assertIn("Give the reference of the other request.", page.get_by_role("alert").inner_text())
        self.check_page(page, "item-wrong")
        page.get_by_role("link", name="Back to the desk").click()
        self.check_page(page, "desk-holding")
        page.get_by_role("link", name="Pothole").first.click()
        page.get_by_text("With your own number").click()
        page.get_by_label("Your own number for it").fill("WO-7")
        page.get_by_role("button", name="Accept: we finish it later").click()
        self.check_page(page, "item-accepted")
        page.get_by_role("link", name="Back to the desk").click()
        self.assertIn("Accepted, their number WO-7", page.locator("main").inner_text())
        self.check_page(page, "desk-accepted")
        page.goto(self.origin() + address)
        page.get_by_label("Handed on to somebody").check()
        page.get_by_label("To whom").fill("the power company")
        page.get_by_role("button", name="Close this item").click()
        self.check_page(page, "item-closed")
        other.get_by_label("Done: the problem was dealt with").check()
        other.get_by_label("Tell the resident").fill("All is well.")
        other.get_by_role("button", name="Close this item").click()
        lost = other.get_by_role("alert").inner_text()
        self.assertIn("Nothing was written down", lost)
        self.assertIn("All is well.", lost)
        self.check_page(other, "item-lost")
        other.get_by_role("link", name="Back to the desk").click()
        other.get_by_role("link", name="waiting").first.click()
        self.check_page(other, "desk-list")
        page.get_by_role("definition").get_by_role("link").first.click()
        self.assertIn("Public Works handed it on to the power company", page.locator("main").inner_text())
        self.check_page(page, "status-closed")

    def test_the_board_and_its_lists(self):
        self.server.submit_some(5)
        page = self.signed_in("parks")
        page.get_by_role("link", name="Board", exact=True).click()
        self.check_page(page, "board")
        page.get_by_role("link", name="waiting").first.click()
        self.assertIn("A private request", page.locator("main").inner_text())
        self.check_page(page, "board-list")
        page.get_by_role("link", name="Noise").first.click()
        self.assertIn("Since when?", page.locator("main").inner_text())
        self.check_page(page, "request")
        page.goto(self.origin() + "/dispatch")
        page.get_by_role("link", name="late").first.click()
        self.assertIn("Nothing is in this list.", page.locator("main").inner_text())
        self.check_page(page, "board-list-empty")
        missing = self.page_at("/desk/items/9999", status=404, visitor=page)
        self.check_page(missing, "problem-404-staff")


class LargeCityPagesTests(PageTests):
    """What only a city of real size shows: a long list of services, a question that follows from an answer."""

    city = "nyc"

    def test_the_front_page_with_every_service(self):
        self.check_page(self.page_at("/"), "nyc-front")

    def test_the_map_of_the_whole_city(self):
        for width, point in ((1280, (179, 335)), (320, (89, 203))):
            with self.subTest(width=width):
                page = self.page_at("/report/where", width=width)
                x, y = point
                page.locator("input[type=image]:visible").click(position={"x": x, "y": y})
                page.wait_for_url("**#map")
                self.assertIn("Staten Island", page.locator("#map-picture > p").inner_text())
        self.check_page(page, "nyc-where")

    def test_a_question_that_follows_from_an_answer(self):
        page = self.page_at("/report/details?service=noise-machine&lat=40.7484&long=-73.9857")
        page.get_by_label("Barking dog").check()
        page.get_by_role("button", name="Continue").click()
        self.assertIn("there is one more question", page.get_by_role("status").inner_text())
        self.assertTrue(page.title().startswith("One more question: "), page.title())
        page.reload()
        self.assertIn("there is one more question", page.get_by_role("status").inner_text())
        self.check_page(page, "details-further")
