"""People with accounts: invited, signed in, changed, shut; and what each role is shown."""

from harness.page_tests import PageTests

PASSWORD = "seven green bicycles"


class AccountTests(PageTests):
    alone = True

    def invited(self, name, role, *options):
        """The link of a new account's invitation."""
        told = self.server.run("user", "invite", "--email", f"{name}@example.org", "--name", name, "--role", role,
                               "--origin", self.server.url, "--json", *options)
        return told["link"].removeprefix(self.server.url)

    def joined(self, name, role, *options):
        """A page of somebody who took an invitation up."""
        page = self.page_at(self.invited(name, role, *options))
        self.choose_password(page, PASSWORD)
        page.get_by_role("button", name="Keep it and sign in").click()
        return page

    def choose_password(self, page, password):
        page.get_by_label("New password").fill(password)
        page.get_by_label("The same again").fill(password)

    def test_somebody_is_invited_joins_and_signs_in_again(self):
        admin = self.joined("ana", "administrator")
        self.assertEqual("/dispatch", admin.url.removeprefix(self.origin()).split("?")[0])
        admin.get_by_role("link", name="Accounts", exact=True).click()
        self.check_page(admin, "accounts")
        admin.get_by_role("button", name="Make the invitation").click()
        self.check_page(admin, "accounts-wrong")
        admin.get_by_label("Mail address").fill("truck@example.org")
        admin.get_by_label("Name at work").fill("Truck 12")
        admin.get_by_label("Crew").check()
        admin.get_by_label("Department", exact=True).select_option(label="Public Works")
        admin.get_by_role("button", name="Make the invitation").click()
        self.check_page(admin, "account-invited")
        link = admin.locator("#link ~ p code").inner_text()

        truck = self.page_at(link.removeprefix(self.origin()))
        self.check_page(truck, "join")
        self.choose_password(truck, "truck 12")
        truck.get_by_role("button", name="Keep it and sign in").click()
        self.check_page(truck, "join-wrong")
        self.choose_password(truck, PASSWORD)
        # By keys alone from here.
        truck.keyboard.press("Enter")
        truck.wait_for_url("**/desk?said=joined")
        self.assertIn("Public Works · Truck 12", truck.locator("header").inner_text())
        self.assertEqual(0, truck.get_by_role("link", name="Accounts", exact=True).count())
        truck.get_by_role("link", name="Public Works · Truck 12").click()
        self.check_page(truck, "own-account")
        truck.get_by_role("button", name="Change the password").click()
        self.check_page(truck, "own-account-wrong")
        truck.get_by_role("button", name="Sign out everywhere").click()
        self.assertIn("You are signed out", truck.locator("main").inner_text())

        truck.get_by_label("Mail address").fill("truck@example.org")
        truck.get_by_label("Password").fill("something else")
        truck.get_by_role("button", name="Sign in", exact=True).click()
        self.check_page(truck, "sign-in-wrong-password")
        truck.get_by_label("Password").fill(PASSWORD)
        truck.keyboard.press("Enter")
        truck.wait_for_url("**/desk")

        admin.get_by_role("link", name="Accounts", exact=True).click()
        admin.get_by_role("link", name="Truck 12").click()
        self.check_page(admin, "account")
        admin.get_by_role("button", name="Shut the account").click()
        self.check_page(admin, "account-shut")
        truck.reload()
        self.assertIn("/desk/sign-in", truck.url)
        used = self.page_at(link.removeprefix(self.origin()), status=410)
        self.check_page(used, "join-over")

    def test_each_role_is_shown_what_it_may_do(self):
        crew = self.joined("crew", "crew", "--department", "works")
        self.assertEqual(["Desk", "Resident pages"], crew.get_by_role("navigation").get_by_role("link").all_inner_texts())
        crew.goto(f"{self.origin()}/dispatch")
        self.assertIn("who may not do this", crew.locator("main").inner_text())
        self.check_page(crew, "role-missing")
        lead = self.joined("lead", "lead", "--department", "works")
        self.assertEqual(
            ["Desk", "Board", "Catalog", "Resident pages"], lead.get_by_role("navigation").get_by_role("link").all_inner_texts()
        )
