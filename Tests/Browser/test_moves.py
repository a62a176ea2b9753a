"""Work that moves between departments, as people at their desks and the resident see it: offered, declined, accepted,
paused, closed, and there again."""

import json
import urllib.request

from harness.city import Ask
from harness.page_tests import PageTests


class MovesTests(PageTests):
    alone = True

    def signed_in(self, department):
        page = self.page_at("/desk")
        page.get_by_label("Department key").fill(self.server.key(department))
        page.get_by_role("button", name="Sign in with the key").click()
        return page

    def hand_over(self, page, department, reason):
        self.not_ours(page)
        page.get_by_label("Department", exact=True).select_option(label=department)
        page.get_by_label("Why it is theirs").fill(reason)
        page.get_by_role("button", name="Hand it over").click()

    def not_ours(self, page):
        """Opens what is said of an item that is not ours, where a mistake has not opened it already."""
        if page.locator("#not-ours").get_attribute("open") is None:
            page.get_by_text("Not ours?").click()

    def take(self, page):
        page.get_by_role("link", name="Desk", exact=True).click()
        page.get_by_role("button", name="Take next", exact=True).click()

    def call(self, key, path, body):
        request = urllib.request.Request(
            f"{self.server.url}/api/v1/{path}",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def test_a_long_way_to_and_fro_is_folded(self):
        reference = self.server.submit(Ask("fallen-tree", 10.005, 20.005, "A tree.", {}))
        keys = {department: self.server.key(department) for department in ("works", "parks", "police")}
        turns = [("parks", "hand-over"), ("police", "decline")] * 4
        for department, word in turns:
            claim = self.call(keys[department], f"queues/{department}/claims", {"limit": 1})
            body = {"items": [{"item_id": claim["items"][0]["item_id"]}], "reason": "Not ours."}
            if word == "hand-over":
                body["department"] = "police"
            answer = self.call(keys[department], f"leases/{claim['lease_id']}/{word}", body)
            self.assertEqual("ok", answer["results"][0]["outcome"])
        page = self.page_at(f"/r/{reference}")
        steps = page.get_by_text("Police cannot take it on").or_(page.get_by_text("asked Police"))
        self.assertEqual(2, steps.locator("visible=true").count())
        self.check_page(page, "status-folded")
        page.get_by_text("It went to and fro: 6 more steps").click()
        self.assertEqual(8, steps.locator("visible=true").count())
        self.check_page(page, "status-unfolded")

    def test_an_item_goes_to_another_department_and_comes_to_its_end(self):
        reference = self.server.submit(Ask("pothole", 10.005, 20.005, "A hole.", {"depth": "deep"}))
        works = self.signed_in("works")
        parks = self.signed_in("parks")

        self.take(works)
        # Without a department and a reason nothing happens.
        self.not_ours(works)
        works.get_by_role("button", name="Hand it over").click()
        self.assertIn("There is a problem", works.get_by_role("alert").inner_text())
        self.check_page(works, "item-hand-over-wrong")
        self.hand_over(works, "Parks", "The hole is in the park.")
        self.check_page(works, "item-offered")
        works.get_by_role("link", name="Desk", exact=True).click()
        self.assertIn("Parks", works.get_by_role("region", name="Offered to others").inner_text())
        self.check_page(works, "desk-offered")

        self.take(parks)
        self.assertIn("Public Works", parks.locator("main").inner_text())
        self.check_page(parks, "item-offered-to-us")
        parks.get_by_text("With a reason").last.click()
        parks.get_by_label("Why you decline").fill("It is in the street.")
        parks.get_by_role("button", name="Decline: it is not for us").click()
        self.assertIn("You declined that item", parks.get_by_role("status").inner_text())

        self.take(works)
        self.assertIn("It is in the street.", works.locator("main").inner_text())
        self.hand_over(works, "Parks", "Look at the map once more.")
        self.take(parks)
        parks.get_by_role("button", name="Accept: we finish it later").click()
        parks.locator("summary").filter(has_text="Pause the clock").click()
        parks.get_by_label("Why it has to wait").fill("The asphalt comes on Monday.")
        parks.get_by_role("button", name="Pause the clock").click()
        self.check_page(parks, "item-paused")

        status = self.page_at(f"/r/{reference}")
        words = status.locator("main").inner_text()
        self.assertIn("The asphalt comes on Monday.", words)
        self.assertIn("Parks", words)
        self.check_page(status, "status-paused")

        parks.get_by_role("button", name="Resume").click()
        parks.get_by_label("Done: the problem was dealt with").check()
        parks.get_by_role("button", name="Close this item").click()
        self.assertIn("The item is closed", parks.get_by_role("status").inner_text())

        status = self.page_at(f"/r/{reference}")
        self.check_page(status, "status-still-there")
        # Words that cannot be taken come back.
        status.get_by_label("What did you see?").fill("It has \u202esunk again.")
        status.get_by_role("button", name="The problem is still there").click()
        self.assertIn("There is a problem", status.get_by_role("alert").inner_text())
        self.assertEqual("It has sunk again.", status.get_by_label("What did you see?").input_value())
        self.check_page(status, "status-still-there-wrong")
        status.get_by_role("button", name="The problem is still there").click()
        words = status.locator("main").inner_text()
        self.assertIn("open again", words)
        self.assertNotIn("It has sunk again.", words)
        self.check_page(status, "status-open-again")

        self.take(parks)
        self.assertIn("It has sunk again.", parks.locator("main").inner_text())
