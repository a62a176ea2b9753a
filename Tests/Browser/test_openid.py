"""The city's own sign-in as the second door: a provider that is not ours, in another process, on another site."""

import re
import tempfile
from pathlib import Path

from harness.page_tests import PageTests
from harness.provider import Provider, free_port

PASSWORD = "seven green bicycles"


class OpenIDTests(PageTests):
    alone = True

    @classmethod
    def setUpClass(cls):
        cls.provider = Provider()
        cls.addClassCleanup(cls.provider.stop)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        port = free_port()
        told = cls.provider.options(f"http://127.0.0.1:{port}", Path(folder.name))
        cls.options = ("--port", str(port), *told)
        cls.friends = (cls.provider.url + "/", Provider.style)
        super().setUpClass()

    def invited(self, name, role="crew"):
        """The link of a new account's invitation."""
        told = self.server.run("user", "invite", "--email", f"{name}@example.org", "--name", name, "--role", role,
                               *([] if role == "administrator" else ["--department", "works"]),
                               "--origin", self.server.url, "--json")
        return told["link"].removeprefix(self.server.url)

    def with_password(self, name, role="crew"):
        """A page of somebody who took an invitation up with a password."""
        page = self.page_at(self.invited(name, role))
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same again").fill(PASSWORD)
        page.get_by_role("button", name="Keep it and sign in").click()
        page.wait_for_url("**?said=joined")
        return page

    def at_provider(self, page, subject=None):
        """Says at the provider's who one is, or says no."""
        page.wait_for_url(f"{self.provider.url}/oauth2/authorize?**")
        if subject is None:
            page.get_by_role("button", name="Deny").click()
        else:
            page.get_by_placeholder("sub").fill(subject)
            page.keyboard.press("Enter")

    def sign_out(self, page):
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.wait_for_url("**/desk/sign-in?out=1")

    def test_somebody_joins_by_the_citys_sign_in_and_comes_in_by_it(self):
        link = self.invited("ana")
        page = self.page_at(link)
        self.check_page(page, "join-openid")
        page.get_by_role("button", name="Go on with City sign-in").click()
        self.at_provider(page, "ana-at-the-city")
        page.wait_for_url("**/desk?said=joined")
        self.assertIn("Public Works · ana", page.locator("header").inner_text())
        # Neither code nor state stays in an address.
        self.assertTrue(page.url.endswith("/desk?said=joined"))
        page.get_by_role("link", name="Public Works · ana").click()
        self.check_page(page, "own-account-openid-only")
        self.sign_out(page)
        self.check_page(page, "sign-in-openid")
        page.goto(f"{self.origin()}/desk/items?state=late")
        # By keys alone: the button is the first thing of the page's own after its links.
        page.get_by_role("button", name="Sign in with City sign-in").focus()
        page.keyboard.press("Enter")
        self.at_provider(page, "ana-at-the-city")
        page.wait_for_url("**/desk/items?state=late")
        # What is stored in the browser of the way there is gone.
        self.assertEqual(["dispatch311"], [cookie["name"] for cookie in page.context.cookies(self.origin())])
        # Everywhere is everywhere.
        other = self.page_at("/desk/sign-in")
        other.get_by_role("button", name="Sign in with City sign-in").click()
        self.at_provider(other, "ana-at-the-city")
        other.wait_for_url("**/desk")
        other.goto(f"{self.origin()}/desk/account")
        other.get_by_role("button", name="Sign out everywhere").click()
        page.reload()
        self.assertIn("/desk/sign-in", page.url)

    def test_somebody_connects_the_account_and_disconnects_it(self):
        page = self.with_password("bo")
        stranger = self.page_at("/desk/sign-in")
        stranger.get_by_role("button", name="Sign in with City sign-in").click()
        self.at_provider(stranger, "bo@example.org")
        stranger.wait_for_url("**/desk/sign-in/openid/return?**")
        self.assertIn("no account here goes with it", stranger.locator("main").inner_text())
        self.check_page(stranger, "sign-in-openid-stranger")
        page.goto(f"{self.origin()}/desk/account")
        self.check_page(page, "own-account-openid")
        page.get_by_role("button", name="Connect City sign-in").click()
        self.check_page(page, "own-account-openid-wrong")
        page.get_by_label("Your password here").fill(PASSWORD)
        page.keyboard.press("Enter")
        self.at_provider(page, None)
        # This provider forgets the state when somebody says no.
        page.wait_for_url("**/desk/sign-in/openid/return?error=access_denied*")
        self.assertIn("did not let you in", page.get_by_role("alert").inner_text())
        page.goto(f"{self.origin()}/desk/account?said=link-denied")
        self.check_page(page, "own-account-openid-denied")
        page.get_by_label("Your password here").fill(PASSWORD)
        page.keyboard.press("Enter")
        self.at_provider(page, "bo@example.org")
        page.wait_for_url("**/desk/account?said=linked")
        self.check_page(page, "own-account-openid-linked")
        self.sign_out(page)
        page.get_by_role("button", name="Sign in with City sign-in").click()
        self.at_provider(page, "bo@example.org")
        page.wait_for_url("**/desk")
        admin = self.with_password("root", "administrator")
        admin.get_by_role("link", name="Accounts", exact=True).click()
        self.check_page(admin, "accounts-openid")
        admin.get_by_role("link", name="bo", exact=True).click()
        self.check_page(admin, "account-openid")
        page.goto(f"{self.origin()}/desk/account")
        page.get_by_role("button", name="Disconnect City sign-in").click()
        page.wait_for_url("**/desk/account?said=unlinked")
        self.sign_out(page)
        page.get_by_role("button", name="Sign in with City sign-in").click()
        self.at_provider(page, "bo@example.org")
        page.wait_for_url("**/desk/sign-in/openid/return?**")
        self.assertIn("no account here goes with it", page.locator("main").inner_text())
        # The password still does, from that very page.
        page.get_by_label("Mail address").fill("bo@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/desk")

    def test_a_way_back_is_of_the_browser_that_went(self):
        page = self.page_at(self.invited("cy"))
        page.get_by_role("button", name="Go on with City sign-in").click()
        self.at_provider(page, "cy")
        page.wait_for_url("**/desk?said=joined")
        self.sign_out(page)
        seen = []
        page.on("request", lambda request: seen.append(request.url) if "/openid/return" in request.url else None)
        page.get_by_role("button", name="Sign in with City sign-in").click()
        # Caught before the server has it, as by somebody who looks over a shoulder.
        page.route(re.compile("/desk/sign-in/openid/return"), lambda route: route.fulfill(status=204))
        page.wait_for_url(f"{self.provider.url}/oauth2/authorize?**")
        page.get_by_placeholder("sub").fill("cy")
        with page.expect_request(re.compile("/desk/sign-in/openid/return")):
            page.keyboard.press("Enter")
        victim = self.page_at(seen[0].removeprefix(self.origin()), status=410)
        self.assertIn("Please start again", victim.locator("main").inner_text())
        self.assertEqual([], victim.context.cookies(self.origin()))
        self.check_page(victim, "sign-in-openid-lost")

    def test_the_page_that_leads_on_says_so_where_nothing_moves(self):
        page = self.page_at("/desk/sign-in")
        page.route(self.provider.url + "/**", lambda route: route.fulfill(status=204))
        page.get_by_role("button", name="Sign in with City sign-in").click()
        page.get_by_role("link", name="Go on to City sign-in").wait_for()
        self.check_page(page, "openid-passing")


class AwayTests(PageTests):
    # Nobody listens there.
    options = ("--openid-issuer", "http://localhost:1", "--openid-client-id", "d", "--openid-name", "City sign-in")

    def test_a_provider_that_is_away_leaves_the_password(self):
        page = self.page_at("/desk/sign-in")
        page.get_by_role("button", name="Sign in with City sign-in").click()
        page.get_by_role("alert").wait_for()
        self.assertIn("cannot be reached just now", page.get_by_role("alert").inner_text())
        self.check_page(page, "sign-in-openid-away")
        page.get_by_label("Department key").fill(self.server.key("works"))
        page.get_by_role("button", name="Sign in with the key").click()
        page.wait_for_url("**/desk")
