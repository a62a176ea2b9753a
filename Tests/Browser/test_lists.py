"""Lists of work: filtered by address and form, worked on several at a time, by keys and without script; sheets to print."""

from harness.page_tests import PageTests


class ListTests(PageTests):
    alone = True

    def signed_in(self, department="works", **options):
        page = self.page_at("/desk", **options)
        page.get_by_label("Department key").fill(self.server.key(department))
        page.get_by_role("button", name="Sign in with the key").click()
        return page

    def main(self, page):
        return page.locator("main").inner_text()

    def list_of(self, page, query="state=open"):
        page.goto(f"{self.origin()}/desk/items?{query}")
        return page

    def test_a_list_is_filtered_ordered_kept_and_worked_on_without_script(self):
        self.server.submit_some(12)
        page = self.list_of(self.signed_in())
        self.check_page(page, "list")
        page.locator("summary").filter(has_text="Filter").click()
        page.get_by_label("Service").select_option(label="Pothole")
        page.get_by_label("Date", exact=True).select_option(label="Due later")
        page.get_by_role("button", name="Show").click()
        self.assertIn("service=pothole", page.url)
        self.check_page(page, "list-filtered")
        self.assertEqual(2, page.locator(".chip").count())
        page.get_by_role("link", name="Without Due later").click()
        self.assertNotIn("due=", page.url)
        page.get_by_role("link", name="Came in").click()
        self.assertIn("order=oldest", page.url)
        page.get_by_label("Keep this list on the desk as").fill("Holes, oldest first")
        page.get_by_role("button", name="Keep it").click()
        self.assertIn("The list has a name now", self.main(page))

        boxes = page.get_by_role("checkbox", name="Tick Pothole")
        self.assertGreaterEqual(boxes.count(), 2)
        boxes.nth(0).check()
        boxes.nth(1).check()
        page.get_by_label("What to do").select_option(label="Accept them: we finish them later")
        page.get_by_role("button", name="Do it").click()
        self.assertIn("All 2 are done.", self.main(page))
        self.check_page(page, "list-results")
        page.get_by_role("link", name="Back to the list").click()
        self.assertIn("order=oldest", page.url)

        page.get_by_role("checkbox", name="Tick Pothole").nth(0).check()
        page.get_by_role("button", name="Do it").click()
        self.check_page(page, "list-problem")
        self.assertIn("Choose what to do", self.main(page))
        page.go_back()
        page.get_by_role("link", name="Job sheets to print").click()
        self.check_page(page, "list-sheets")
        page.goto(f"{self.origin()}/desk")
        page.get_by_role("link", name="Holes, oldest first").click()
        self.assertIn("order=oldest", page.url)
        page.goto(f"{self.origin()}/desk")
        self.check_page(page, "desk-with-lists")
        page.get_by_label("Take the next").fill("3")
        page.get_by_role("button", name="Take several").click()
        self.assertIn("These items are yours", self.main(page))
        self.list_of(page, "state=open&service=pothole&q=no%20such%20words")
        self.assertIn("Nothing is in this list.", self.main(page))
        self.check_page(page, "list-empty")

    def test_a_list_by_keys_which_can_be_turned_off(self):
        self.server.submit_some(8)
        page = self.list_of(self.signed_in(scripts=True))
        self.check_page(page, "list-keys")
        region = page.get_by_role("region", name="Open, Public Works")
        region.focus()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("x")
        self.assertEqual(2, page.locator("tbody input:checked").count())
        self.assertIn("2 ticked", self.main(page))
        page.keyboard.press("c")
        self.assertEqual("take", page.get_by_label("What to do").input_value())
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/results?*")
        self.assertIn("All 2 are done.", self.main(page))

        self.list_of(page, "state=open&mine=1")
        page.get_by_role("region", name="In your hands, Public Works").focus()
        page.keyboard.press("j")
        page.keyboard.press("e")
        self.assertEqual("complete", page.get_by_label("What to do").input_value())
        page.get_by_label("What happened?").select_option(label="Done: the problem was dealt with")
        page.get_by_role("button", name="Do it").click()
        self.assertIn("The item is done.", self.main(page))

        self.list_of(page)
        page.get_by_role("region", name="Open, Public Works").focus()
        page.keyboard.press("?")
        page.get_by_role("checkbox", name="These keys work").uncheck()
        page.reload()
        page.get_by_role("region", name="Open, Public Works").focus()
        page.keyboard.press("j")
        page.keyboard.press("x")
        self.assertEqual(0, page.locator("tbody input:checked").count())
        page.get_by_role("button", name="Tick all on this page").click()
        self.assertLess(0, page.locator("tbody input:checked").count())
        page.get_by_role("region", name="Open, Public Works").focus()
        page.keyboard.press("/")
        self.assertEqual(0, page.locator("#f-text:focus").count())

    def test_enter_in_why_they_are_theirs_hands_over_and_closes_nothing(self):
        self.server.submit_some(8)
        for scripts in (False, True):
            page = self.list_of(self.signed_in(scripts=scripts), "state=waiting&service=pothole")
            page.get_by_role("checkbox", name="Tick Pothole").nth(0).check()
            page.get_by_label("What to do").select_option(label="Take them: yours for 15 minutes")
            page.get_by_role("button", name="Do it").click()
            page.get_by_text("The item is done.").wait_for()
            self.list_of(page, "state=open&mine=1")
            boxes = page.get_by_role("checkbox", name="Tick Pothole")
            held = boxes.count()
            boxes.nth(0).check()
            page.get_by_label("What to do").select_option(label="Close them, as said below")
            page.locator("summary").filter(has_text="What to say when closing").click()
            page.get_by_label("What happened?").select_option(label="Done: the problem was dealt with")
            page.locator("summary").filter(has_text="Hand over to another department").click()
            page.get_by_label("Department", exact=True).select_option(label="Parks")
            page.get_by_label("Why they are theirs").fill("They are in the park.")
            page.keyboard.press("Enter")
            if scripts:
                page.get_by_role("heading", name="Handing over several").wait_for()
                self.assertIn("The item is done.", self.main(page))
            else:
                page.get_by_role("heading", name="Nothing was done").wait_for()
                self.assertIn("You began to hand them over.", self.main(page))
                self.check_page(page, "list-began-handing-over")
                self.list_of(page, "state=open&mine=1")
                self.assertEqual(held, boxes.count())
                self.faults(page).clear()

    def test_the_keys_of_the_boards_lists_are_those_that_do_something_there(self):
        self.server.submit_some(4)
        page = self.signed_in(scripts=True)
        page.goto(f"{self.origin()}/dispatch/items?state=open")
        region = page.locator(".scroll")
        region.focus()
        page.keyboard.press("?")
        keys = page.locator("#list-keys kbd").all_inner_texts()
        self.assertEqual(["j or ↓", "k or ↑", "Enter", "/", "?"], keys)
        # They are the browser's own there.
        page.evaluate(
            """() => { window.left = []; addEventListener('keydown', (event) => {
            if (!event.defaultPrevented) window.left.push(event.key); }); }"""
        )
        region.focus()
        for key in ("x", "c", "e", "j"):
            page.keyboard.press(key)
        page.wait_for_function("() => window.left.length >= 3")
        self.assertEqual(["x", "c", "e"], page.evaluate("window.left"))

    def test_the_boards_lists_are_filtered_too(self):
        self.server.submit_some(10)
        page = self.signed_in()
        page.goto(f"{self.origin()}/dispatch/items?state=open")
        page.locator("summary").filter(has_text="Filter").click()
        page.get_by_label("Department", exact=True).select_option(label="Parks")
        page.get_by_role("button", name="Show").click()
        self.assertIn("department=parks", page.url)
        self.check_page(page, "board-list-filtered")
        self.assertEqual(0, page.get_by_role("checkbox", name="Tick").count())
