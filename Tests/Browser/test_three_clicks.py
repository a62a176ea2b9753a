import re

from harness.city import CITIES
from harness.page_tests import PageTests

# An entry of a file of services stands two blanks in; the questions of a service stand further in.
CODES = sorted(
    code
    for file in (CITIES["nyc"].catalog / "nyc/services").glob("*.yml")
    for code in re.findall(r"^  - code: (\S+)$", file.read_text(), re.MULTILINE)
)
PLACE = "lat=40.6958&long=-73.9171"


class ThreeClicksTests(PageTests):
    """Every service of a real city is at most three clicks from any page."""

    city = "nyc"

    def codes(self, page) -> list[str]:
        """The services that a page links to, and what it says other sites do."""
        links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        found = (re.search(r"[?&]service=([^&]+)|^/elsewhere/([^?]+)", link) for link in links)
        return sorted({match[1] or match[2] for match in found if match})

    def starts(self) -> dict[str, object]:
        """A page of every kind that a resident may be on."""
        visit = self.page_at(f"/report/details?service=noise-neighbor&{PLACE}")
        visit.get_by_role("button", name="Continue", exact=True).click()
        self.assertIn("/report/you?draft=", visit.url)
        you = visit.url.removeprefix(self.origin())
        draft = re.search(r"draft=([0-9a-f]+)", you)[1]
        sent = self.server.submit(CITIES["nyc"].asks[0])
        return {
            "first page": "/", "search": "/?q=noise", "nothing found": "/?q=xyzzy", "where": "/report/where",
            "where, of a service": "/report/where?service=rodent", "confirm": f"/report/where?{PLACE}",
            "outside": "/report/where?lat=41.5&long=-73.0", "what": f"/report/what?{PLACE}",
            "what, in words": "/report/what?place=words", "details": f"/report/details?service=noise-neighbor&{PLACE}",
            "you": you, "check": f"/report/check?draft={draft}", "status": f"/r/{sent}", "follow": "/follow",
            "elsewhere": "/elsewhere/dog-license",
        }

    def test_every_service_is_at_most_three_clicks_from_every_page(self):
        self.assertGreater(len(CODES), 150)
        for kind, path in self.starts().items():
            with self.subTest(kind):
                page = self.page_at(path)
                page.get_by_role("navigation").get_by_role("link", name="Services", exact=True).click()
                # One click for this page, one for the service.
                self.assertEqual(self.codes(page), CODES)
                page.context.close()
        for path in ("/r/00000000", "/nowhere"):
            with self.subTest(path):
                page = self.page_at(path, status=404)
                self.forget(page)
                page.get_by_role("navigation").get_by_role("link", name="Services", exact=True).click()
                self.assertEqual(self.codes(page), CODES)

    def test_every_link_of_the_catalog_leads_to_its_service(self):
        page = self.page_at("/")
        addresses = dict.fromkeys(
            page.locator("main ul.services a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        )
        self.assertEqual(len(addresses), len(CODES))
        for address in addresses:
            name = page.locator(f"main a[href='{address}']").first.inner_text()
            page.locator(f"main a[href='{address}']").first.click()
            self.assertTrue(page.url.endswith(address), f"{name}: {page.url}")
            self.assertIn(name, page.locator("main").inner_text(), address)
            page.go_back()
