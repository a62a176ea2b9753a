"""The catalog and the boundaries in the browser: read, explained, changed, published and taken back, without script."""

from harness.page_tests import PageTests

from test_accounts import PASSWORD


class CatalogTests(PageTests):
    alone = True
    requests = 5

    def editor(self, name):
        """A page of somebody who may publish."""
        told = self.server.run("user", "invite", "--email", f"{name}@example.org", "--name", name, "--role", "editor",
                               "--origin", self.server.url, "--json")
        page = self.page_at(told["link"].removeprefix(self.server.url))
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same again").fill(PASSWORD)
        page.get_by_role("button", name="Keep it and sign in").click()
        return page

    def reload_until(self, page, path, words):
        """The server follows its own publications within seconds."""
        for _ in range(40):
            page.goto(self.origin() + path)
            if words in page.locator("main").inner_text():
                return
            page.wait_for_timeout(250)
        self.fail(f"{path} never said {words!r}")

    def test_the_catalog_is_read_changed_published_and_taken_back(self):
        page = self.editor("ed")
        page.get_by_role("link", name="Catalog", exact=True).first.click()
        self.assertEqual(["Catalog"], page.get_by_role("navigation").first.locator("[aria-current]").all_inner_texts())
        self.check_page(page, "catalog")
        page.get_by_role("link", name="Pothole").click()
        self.check_page(page, "catalog-service")
        page.get_by_role("link", name="Try it with a place").click()
        page.get_by_label("Place").fill("10.01, 20.0099")
        page.keyboard.press("Enter")
        page.locator("main").get_by_text("Decides").first.wait_for()
        self.check_page(page, "explain")
        page.get_by_label("Place").fill("atlantis")
        page.get_by_role("button", name="Explain").click()
        self.check_page(page, "explain-wrong")

        page.get_by_role("link", name="Edit a file").click()
        self.check_page(page, "catalog-files")
        page.get_by_role("link", name="services/street.yml").click()
        self.check_page(page, "catalog-edit")
        text = page.get_by_label("The file", exact=True).input_value()
        broken = text.replace("department: parks\n        queue_by: precinct", "department: praks\n        queue_by: precinct")
        page.get_by_label("The file", exact=True).fill(broken)
        page.get_by_role("button", name="Check").click()
        self.assertIn("praks", page.get_by_label("The file", exact=True).input_value())
        self.check_page(page, "catalog-edit-wrong")
        changed = text.replace("      - department: works\n        queue_by: borough\n        also:",
                               "      - department: parks\n        queue_by: borough\n        also:")
        self.assertNotEqual(text, changed)
        page.get_by_label("The file", exact=True).fill(changed)
        page.get_by_role("button", name="Check").click()
        self.assertIn("1 would go elsewhere", page.locator("main").inner_text())
        self.check_page(page, "catalog-edit-checked")
        page.get_by_role("button", name="Publish").click()
        self.check_page(page, "catalog-edit-note")
        page.get_by_label("Why").fill("Parks drains the streets now.")
        page.get_by_role("button", name="Publish").click()
        self.assertIn("It is published", page.locator("main").inner_text())
        self.reload_until(page, "/dispatch/catalog", "Go back to 1")
        self.reload_until(page, "/dispatch/catalog/services/flood", "Parks, a queue for each borough")
        page.goto(self.origin() + "/dispatch/catalog#history")
        self.check_page(page, "catalog-history")
        page.get_by_role("link", name="Go back to 1").click()
        self.check_page(page, "catalog-rollback")
        page.get_by_label("Why").fill("Not yet.")
        page.get_by_role("button", name="Go back").click()
        self.reload_until(page, "/dispatch/catalog", "Not yet.")

    def test_a_layer_is_looked_at_and_replaced(self):
        page = self.editor("li")
        page.goto(self.origin() + "/dispatch/boundaries")
        self.check_page(page, "boundaries")
        page.get_by_role("link", name="Precinct", exact=True).click()
        self.check_page(page, "layer")
        page.get_by_role("link", name="Put another file in its place").click()
        self.check_page(page, "layer-new")
        file = (self.server.city.geodata / "tiny/precinct.geojson").read_text()
        broken = file.replace("[20.01, 10], [20.01, 10.02]", "[20.01, 10.02], [20.01, 10]", 1)
        self.put(page, broken)
        page.get_by_role("button", name="Check").click()
        self.assertIn("feature 0 (1)", page.locator("main").inner_text())
        self.check_page(page, "layer-new-wrong")
        self.put(page, file.replace("[20.01, 10", "[20.004, 10"))
        page.get_by_role("button", name="Check").click()
        self.assertIn("2 boundaries change", page.locator("main").inner_text())
        self.check_page(page, "layer-new-checked")

    def put(self, page, text):
        """Chooses a file."""
        page.get_by_label("GeoJSON file").set_input_files(
            {"name": "precinct.geojson", "mimeType": "application/geo+json", "buffer": text.encode()})
