"""Decisions by people: whose an item is, what the catalog should have known, and what lies behind a request."""

import json

from harness.city import Ask
from harness.page_tests import PageTests


class Hands:
    """Staff who sign in with a key and take work."""

    def signed_in(self, department, *scopes, scripts=False):
        page = self.page_at("/desk", scripts=scripts)
        key = self.server.key(department)
        if scopes:
            options = [word for scope in scopes for word in ("--scope", scope)]
            key = self.server.run("key", "create", "--department", department, *options, "--json")["key"]
        page.get_by_label("Department key").fill(key)
        page.get_by_role("button", name="Sign in with the key").click()
        return page

    def take(self, page):
        page.get_by_role("link", name="Desk", exact=True).click()
        page.get_by_role("button", name="Take next", exact=True).click()


class NotOursTests(Hands, PageTests):
    alone = True

    def test_not_ours_by_keyboard_alone(self):
        self.server.submit(Ask("pothole", 10.005, 20.00995, "A hole by the park.", {}))
        for scripts in (False, True):
            works = self.signed_in("works", scripts=scripts)
            self.take(works)
            works.locator("#not-ours summary").focus()
            works.keyboard.press("Enter")
            self.assertIn("across it this would go to Parks", works.locator("#not-ours").inner_text())
            if not scripts:
                self.check_page(works, "item-not-ours")
            works.keyboard.press("Tab")
            works.keyboard.type("It is in the park.")
            works.keyboard.press("Tab")
            works.keyboard.press("Enter")
            works.get_by_role("status").get_by_text("handed over").wait_for()
            works.get_by_role("region", name="Offered to others").get_by_role("link", name="Pothole").click()
            if not scripts:
                self.check_page(works, "item-withdraw")
            works.get_by_label("Why you take it back").fill("It is ours after all.")
            works.get_by_role("button", name="Take the offer back").click()
            self.assertIn("The offer is taken back", works.get_by_role("status").inner_text())
        self.take(works)
        works.get_by_label("No action", exact=True).check()
        works.get_by_label("Why", exact=True).fill("Nothing there.")
        works.get_by_role("button", name="Close this item").click()


class TriageTests(Hands, PageTests):
    alone = True

    def test_an_item_is_corrected_with_a_look_ahead(self):
        self.server.submit(Ask("noise", 10.005, 20.0351, "Loud.", {"since": "Monday"}))
        police = self.signed_in("police")
        self.take(police)
        police.get_by_role("link", name="Correct the service or the place").click()
        self.check_page(police, "reroute")
        police.get_by_label("Service").select_option(label="Pothole")
        police.get_by_role("button", name="Show what would be decided").click()
        self.assertIn("Public Works", police.get_by_role("region", name="What would be decided").inner_text())
        self.check_page(police, "reroute-preview")
        police.get_by_role("button", name="Decide it anew").click()
        self.assertIn("There is a problem", police.get_by_role("alert").inner_text())
        self.check_page(police, "reroute-wrong")
        police.get_by_label("Why", exact=True).fill("The noise comes from a loose plate.")
        police.get_by_role("button", name="Decide it anew").click()
        self.assertIn("decided anew", police.get_by_role("status").inner_text())

    def test_what_no_rule_can_place_is_decided_in_triage(self):
        near = self.server.submit(Ask("pothole", 10.006, 20.0297, "In the gap.", {}))
        self.server.submit(Ask("pothole", 10.007, 20.025, "In the middle of the gap.", {}))
        self.server.submit(Ask("pothole", 10.008, 20.00996, "At the edge of the park.", {}))
        boss = self.signed_in("triage", "read", "work", "move", "supervise")
        boss.get_by_role("link", name="Triage", exact=True).click()
        self.check_page(boss, "triage")
        boss.get_by_role("button", name="It belongs across the edge: Public Works").first.click()
        self.assertIn("decided anew", boss.get_by_role("status").inner_text())
        # Close to an edge: one press decides it, and a press on an older page decides nothing.
        boss.get_by_role("link", name="Close to an edge").click()
        older = self.page_at("/dispatch/triage?kind=edge", visitor=boss)
        across = "It belongs across the edge: Parks, parks/2"
        self.check_page(boss, "triage-edge")
        boss.get_by_role("button", name=across).click()
        self.assertIn("decided anew", boss.get_by_role("status").inner_text())
        self.assertIn("There is nothing of this kind.", boss.locator("main").inner_text())
        older.get_by_role("button", name=across).click()
        self.assertIn("It was decided anew in the meantime", older.get_by_role("alert").inner_text())
        self.check_page(older, "request-decided-anew")
        self.faults(older).clear()
        boss.get_by_role("link", name="No rule fits the place").click()
        boss.get_by_text("Decide otherwise").first.click()
        boss.get_by_label("Offer it to").first.select_option(label="Police")
        boss.get_by_role("button", name="Offer it", exact=True).first.click()
        self.assertIn("There is a problem", boss.get_by_role("alert").inner_text())
        self.check_page(boss, "request-decide-wrong")
        boss.get_by_label("Why it is theirs").fill("A car has made it.")
        boss.get_by_role("button", name="Offer it", exact=True).click()
        self.assertIn("offered", boss.get_by_role("status").inner_text())

        boss.goto(self.origin() + f"/dispatch/requests/{near}")
        boss.get_by_text("The catalog should have known").click()
        boss.get_by_label("What it should have known").fill("The road belongs to the third precinct.")
        boss.get_by_role("button", name="Write it down").click()
        self.assertIn("written down", boss.get_by_role("status").inner_text())
        self.check_page(boss, "request-decide")
        events = json.loads(boss.request.get(self.origin() + f"/dispatch/requests/{near}/history.json").text())["events"]
        self.assertEqual("submitted", events[0]["kind"])
        boss.goto(self.origin() + "/dispatch/triage/corrections")
        self.assertIn("The road belongs to the third precinct.", boss.locator("main").inner_text())
        self.check_page(boss, "corrections")
