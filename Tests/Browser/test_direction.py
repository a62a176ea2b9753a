"""Every page of residents from right to left, in words a third longer: made by the server from the English ones."""

from harness.city import Ask
from harness.page_tests import PageTests

PARK = "lat=10.01&long=20.015"
# So far from it that nothing reported there is nearby.
FAR = "lat=10.002&long=20.002"


class RightToLeftTests(PageTests):
    options = ("--pseudo-locale",)

    def check_direction(self, page, name):
        self.assertEqual(page.locator("html").get_attribute("dir"), "rtl")
        self.check_page(page, f"rtl-{name}")

    def test_pages_that_have_an_address(self):
        for path, name, status in (
                ("/", "front", 200), ("/?q=noise", "front-found", 200), ("/report/where", "where", 200),
                ("/report/where?q=precinct", "where-found", 200), (f"/report/where?{PARK}", "confirm", 200),
                ("/report/where?lat=11&long=20", "outside", 200), (f"/report/what?{PARK}", "what", 200),
                (f"/report/details?service=noise&{PARK}", "details", 200),
                ("/report/details?service=pothole&place=words", "details-words", 200),
                ("/follow", "follow", 200), ("/follow?reference=ABC", "follow-unknown", 404), ("/lost", "lost", 404),
                ("/report/check?draft=00000000000000000000000000000000", "draft-lost", 404)):
            with self.subTest(path=path):
                self.check_direction(self.page_at(path, status=status), name)

    def test_a_report_from_its_questions_to_its_page(self):
        page = self.page_at(f"/report/details?service=noise&{PARK}")
        page.locator("form#answers input.button[type=submit]").click()
        self.check_direction(page, "details-wrong")
        page.locator("#attribute-since").fill("yesterday")
        page.locator("form#answers input.button[type=submit]").click()
        page.locator("#email").fill("nobody")
        page.locator("form#answers input.button[type=submit]").click()
        self.check_direction(page, "you-wrong")
        page.locator("#email").fill("")
        page.locator("form#answers input.button[type=submit]").click()
        self.check_direction(page, "check")
        page.locator("main form[method=post] input.button[type=submit]").click()
        self.check_direction(page, "sent")

    def test_the_page_of_a_report(self):
        reference = self.server.submit(Ask("pothole", 10.005, 20.005, "A hole as wide as a wheel."))
        self.check_direction(self.page_at(f"/r/{reference}"), "status")

    def check_words(self, page):
        """Nothing that is read is left in Latin letters: neither on the page nor in what its scripts brought."""
        left = page.evaluate("""() => {
            const kept = 'script, style, textarea, code, [lang], .reference, .unbroken, .map-names, .leaflet-control';
            const own = (node) => !node.closest('body') || node.closest(kept);
            const texts = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                if (!own(walker.currentNode.parentElement)) texts.push(walker.currentNode.textContent);
            }
            for (const name of ['alt', 'aria-label', 'title', 'placeholder']) {
                for (const one of document.body.querySelectorAll(`[${name}]`)) {
                    if (!own(one)) texts.push(one.getAttribute(name));
                }
            }
            return texts.filter((text) => /[A-Za-z]{3,}/.test(text));
        }""")
        self.assertEqual(left, [], page.url)

    def test_what_scripts_bring_is_in_it_too(self):
        page = self.page_at("/report/where", scripts=True)
        page.locator("#locate button").wait_for()
        self.check_words(page)
        page.locator("#map-ways button").click()
        region = page.get_by_role("region")
        region.wait_for()
        page.locator("[data-does=ask]").click()
        page.wait_for_function("document.querySelector('#open-map [role=status]').textContent !== ''")
        self.check_words(page)
        self.check_page(page, "rtl-map")
        page = self.page_at(f"/report/details?service=noise&{FAR}", scripts=True)
        page.locator("#photos").set_input_files(
            files=[{"name": "1.txt", "mimeType": "text/plain", "buffer": b"1"}])
        page.wait_for_function("document.querySelector('.uploads p[role=status]').textContent !== ''")
        self.check_words(page)
        page.locator("#attribute-since").fill("1")
        page.locator("#photos").set_input_files(files=[])
        page.locator("form#answers input.button[type=submit]").last.click()
        page.locator("#remember").wait_for()
        self.check_words(page)
        page.locator("form#answers input.button[type=submit]").click()
        page.locator("main form[method=post] input.button[type=submit]").click()
        page.locator("#updates button").wait_for()
        self.check_words(page)
        page.locator("#updates button").click()
        self.check_words(page)
