import re

from harness.page_tests import PageTests

# 400 kbit/s, and half a second there and back.
SLOW = {"offline": False, "latency": 500, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


class WeightTests(PageTests):
    """A report of a real city over a slow line: what each page weighs, and that none is waited for in vain."""

    city = "nyc"

    def slow(self, path: str):
        """A page over the slow line, and what it has loaded since it was last asked."""
        page = self.page_at("/readyz", width=360, height=740, scripts=True)
        page.set_default_timeout(30_000)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        loaded = []
        session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))

        def weight() -> float:
            page.wait_for_load_state("networkidle")
            total = sum(loaded) / 1000
            loaded.clear()
            return total
        page.goto(self.origin() + path)
        return page, weight

    def test_the_first_page_is_at_most_30_kilobytes(self):
        for language in ("en", "es"):
            page, weight = self.slow(f"/?lang={language}")
            self.assertLessEqual(weight(), 30, language)
            page.context.close()

    def test_a_report_goes_through_over_a_slow_line(self):
        page, weight = self.slow("/")
        weights = {"first page": weight()}
        page.locator("a[href='/report/where?service=illegal-parking']").first.click()
        weights["where"] = weight()
        page.get_by_role("button", name="Use the map").click()
        page.get_by_role("button", name="Put the pin here").wait_for()
        weights["map"] = weight()
        page.get_by_role("button", name="Put the pin here").click()
        page.wait_for_url(re.compile("lat="))
        weights["confirm"] = weight()
        for name in ("details", "you", "check"):
            page.get_by_role("button", name="Continue", exact=True).click()
            page.wait_for_url(re.compile(f"/report/{name}"))
            weights[name] = weight()
        page.get_by_role("button", name="Send my report").click()
        page.wait_for_url(re.compile("/r/"))
        self.assertIn("Your report was sent", page.locator("main").inner_text())
        print("kilobytes: " + ", ".join(f"{name} {size:.0f}" for name, size in weights.items()))
        # Ten seconds of the line for the map, and a little more than half a second for what is not a map.
        self.assertLessEqual(weights.pop("map"), 500)
        for name, size in weights.items():
            self.assertLessEqual(size, 50, f"{name}: {weights}")
