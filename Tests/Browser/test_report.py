import json
import re
import subprocess
import urllib.request

from harness.city import Ask
from harness.page_tests import PageTests

WHERE = "lat=10.01&long=20.005"


class ReportTests(PageTests):
    """The pages between the place and the button: what, nearby, the edge, who, and the check."""

    alone = True

    def test_the_services_are_found_while_typing(self):
        page = self.page_at(f"/report/what?{WHERE}", scripts=True)
        self.check_page(page, "report-what")
        page.get_by_label("Search for a service").press_sequentially("potole")
        page.get_by_role("heading", name="1 service found").wait_for()
        self.assertIn("1 service found", page.locator("#found-status").inner_text())
        self.assertIn("You typed “potole”", page.locator("#found").inner_text())
        self.assertEqual(page.locator("#services .results a").all_inner_texts(), ["Pothole"])
        self.check_page(page, "report-what-typed")
        page.get_by_label("Search for a service").fill("")
        page.get_by_role("heading", name="Services here, by group").wait_for()
        # The button still searches by itself.
        page.get_by_label("Search for a service").fill("asphalt")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(re.compile("q=asphalt"))
        self.assertEqual(page.locator("#services .results a").all_inner_texts(), ["Pothole"])

    def test_one_of_those_nearby_is_followed_or_passed_by(self):
        self.server.submit(Ask("flood", 10.0103, 20.005, "By the <b>well</b>"))
        self.server.submit(Ask("flood", 10.0101, 20.0051, "Up to the knee"))
        page = self.page_at(f"/report/what?{WHERE}&lang=es")
        page.get_by_role("link", name="Calle inundada").first.click()
        page.wait_for_url(re.compile("/report/nearby"))
        self.check_page(page, "report-nearby-es")
        page.get_by_role("link", name="English").click()
        self.check_page(page, "report-nearby")
        self.assertEqual(page.locator("ol.nearby > li").count(), 2)
        page.get_by_role("link", name="It is this one").first.click()
        page.wait_for_url(re.compile("/r/"))
        page.go_back()
        page.get_by_role("link", name="Mine is another problem").click()
        page.get_by_label("What else").fill("A different puddle.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my report").click()
        self.assertIn("Your report was sent", page.locator("main").inner_text())

    def test_near_an_edge_the_side_is_asked_with_keys_alone(self):
        page = self.page_at("/report/details?service=pothole&lat=10.01&long=20.0099")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/edge"))
        self.check_page(page, "report-edge")
        page.get_by_role("button", name="Continue").click()
        self.assertTrue(page.title().startswith("Error: "), page.title())
        self.check_page(page, "report-edge-wrong")
        self.faults(page)[:] = [fault for fault in self.faults(page) if "422" not in fault]
        page.get_by_label("Where the pin is").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/report/check"))
        self.check_page(page, "report-check-edge")
        self.assertIn("This goes to Parks", page.locator("main").inner_text())

    def test_who_somebody_is_stays_on_their_device_where_they_want_it(self):
        page = self.page_at(f"/report/details?service=noise&{WHERE}&seen=1", scripts=True)

        def to_you():
            page.goto(f"{self.server.url}/report/details?service=noise&{WHERE}&seen=1")
            page.get_by_label("Since when?").fill("Monday")
            page.get_by_role("button", name="Continue").click()
            page.wait_for_url(re.compile("/report/you"))

        to_you()
        self.assertFalse(page.get_by_label("Remember this").is_checked())
        page.get_by_label("First name").fill("Ada")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/check"))
        self.assertEqual(page.evaluate("localStorage.length"), 0)
        to_you()
        self.assertEqual(page.get_by_label("First name").input_value(), "")
        page.get_by_label("First name").fill("Ada")
        page.get_by_label("E-mail").fill("ada@example.org")
        page.get_by_label("Remember this").check()
        self.check_page(page, "report-you-remember")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(re.compile("/report/check"))
        to_you()
        self.assertEqual(page.get_by_label("E-mail").input_value(), "ada@example.org")
        self.assertTrue(page.get_by_text("Filled in from what this device remembers").is_visible())
        page.get_by_label("Remember this").uncheck()
        self.assertEqual(page.evaluate("localStorage.length"), 0)

    def test_the_same_is_stored_with_scripts_and_without(self):
        stored = []
        for scripts in (True, False):
            page = self.page_at("/report/where?service=pothole&lat=10.003&long=20.0031&near=The+bench", scripts=scripts)
            page.get_by_role("button", name="Continue").click()
            page.wait_for_url(re.compile("/report/(details|nearby)"))
            if "nearby" in page.url:
                page.get_by_role("link", name="Mine is another problem").click()
            page.get_by_label("Deep").check()
            page.get_by_label("What else").fill("As <wide>\nas “deep” 🎉")
            page.get_by_role("button", name="Continue").click()
            page.get_by_label("First name").fill("Ada")
            page.get_by_role("button", name="Continue").click()
            page.get_by_role("button", name="Send my report").click()
            page.wait_for_url(re.compile("/r/"))
            reference = re.search("/r/([0-9A-Z]+)", page.url).group(1)
            address = f"{self.server.url}/open311/v2/requests/{reference}.json?extensions=true"
            with urllib.request.urlopen(address, timeout=30) as answer:
                record = json.load(answer)[0]
            for note in record["notes"]:
                del note["datetime"]
            stored.append({name: value for name, value in record.items()
                           if name != "service_request_id" and not name.endswith("_datetime")})
        self.assertEqual(stored[0]["extended_attributes"]["channel"], "web")
        self.assertEqual(stored[0], stored[1])

    def curl(self, path, **form):
        """What curl answers, without cookies: the address it came to, and the page."""
        fields = [part for name, value in form.items() for part in ("--data-urlencode", f"{name}={value}")]
        ended = subprocess.run(
            ["curl", "-sSL", "--max-redirs", "5", "-w", "\n%{url_effective}", *fields, self.server.url + path],
            capture_output=True, text=True, timeout=30, check=True,
        )
        page, _, address = ended.stdout.rpartition("\n")
        return address, page

    def test_curl_without_cookies_gets_a_reference(self):
        address, page = self.curl("/report/details", service_code="noise", lat="10.015", long="20.005",
                                  **{"attribute[since]": "Monday"})
        self.assertIn("/report/you?draft=", address)
        draft = re.search('name="draft" value="([0-9a-f]{32})"', page).group(1)
        address, page = self.curl("/report/you", draft=draft)
        self.assertIn("/report/check?draft=", address)
        address, page = self.curl("/report/check", draft=draft)
        self.assertRegex(page, r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
        again, _ = self.curl("/report/check", draft=draft)
        self.assertEqual(re.search("/r/([0-9A-Z]+)", again).group(1), re.search("/r/([0-9A-Z]+)", address).group(1))

    def test_nearby_and_the_edge_in_lynx(self):
        self.server.submit(Ask("pothole", 10.01, 20.0099, "A hole"))
        lynx = self.lynx_at("/report/details?service=pothole&lat=10.01&long=20.0099")
        self.assertIn("Is it one of these?", lynx.text())
        lynx.follow("Mine is another problem")
        lynx.press("Continue")
        lynx.press("Continue")
        self.assertIn("On which side is the problem?", lynx.text())
        lynx.press("Continue")
        self.assertIn("This goes to Public Works", lynx.text())
        lynx.press("Send my report")
        self.assertIn("Your report was sent", lynx.text())
