import hashlib
import itertools
import random
import re
import struct
import tempfile
import zlib
from pathlib import Path

from harness.page_tests import PageTests

DETAILS = "/report/details?service=pothole&lat=10.01&long=20.005"


def png(width: int, height: int, *, noise: bool = False) -> bytes:
    """A picture whose colours change over it; with noise it is a large file, as a camera makes it."""
    generator = random.Random(7)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    row = b"".join(bytes((x * 255 // width, x % 251, 90)) for x in range(width))
    half = len(row) // 2 if noise else 0
    rows = b"".join(b"\0" + generator.randbytes(half) + row[half:] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def file(name: str, content: bytes, kind: str = "image/png") -> dict:
    return {"name": name, "mimeType": kind, "buffer": content}


class PhotoTests(PageTests):
    """Photos on the details page, with script and without."""

    city = "tiny"
    places = itertools.count()

    def report(self, *, scripts: bool) -> tuple[list[tuple[int, int]], str]:
        """Sends a report with a small and a large photo: the sizes that were kept, and a digest of the small one's."""
        # Apart from the others', so that none is asked whether it is one of them.
        place = f"lat={10.0012 + 0.0012 * next(self.places):.4f}&long=20.0075"
        page = self.page_at(f"/report/details?service=pothole&{place}", scripts=scripts)
        page.get_by_label("Deep").check()
        page.get_by_label("Photos").set_input_files([file("small.png", png(300, 200)), file("large.png", png(3000, 1500, noise=True))])
        if scripts:
            page.get_by_text("large.png is made smaller before it is sent.").wait_for()
            # What is chosen is as large as it is sent.
            self.assertRegex(page.locator(".uploads").inner_text(), r"Chosen: small.png \(\d+ kB\), large.jpg \(\d+ kB\)")
        page.get_by_role("button", name="Continue", exact=True).click()
        page.wait_for_url(re.compile("/report/you"))
        page.goto(page.url.replace("/report/you", "/report/details"))
        addresses = page.locator(".photos a").evaluate_all("links => links.map(link => link.href)")
        self.assertEqual(len(addresses), 2)
        self.assertTrue(page.locator(".photos img").evaluate_all("all => all.every(one => one.naturalWidth > 100)"))
        page.get_by_role("button", name="Continue", exact=True).click()
        page.get_by_role("button", name="Continue", exact=True).click()
        page.get_by_role("button", name="Send my report").click()
        page.wait_for_url(re.compile("/r/"))
        base = page.url.split("?")[0]
        kept = [page.request.get(f"{base}/photos/{re.search('[0-9a-f]{32}', address).group()}.jpg") for address in addresses]
        self.assertEqual([answer.status for answer in kept], [200, 200])
        return [self.size(answer.body()) for answer in kept], hashlib.sha256(kept[0].body()).hexdigest()

    @staticmethod
    def size(jpeg: bytes) -> tuple[int, int]:
        place = 2
        while jpeg[place + 1] not in (0xC0, 0xC1, 0xC2):
            place += 2 + int.from_bytes(jpeg[place + 2:place + 4])
        height, width = struct.unpack(">HH", jpeg[place + 5:place + 9])
        return width, height

    def test_the_same_is_stored_with_script_and_without(self):
        with_script = self.report(scripts=True)
        self.assertEqual(with_script[0], [(300, 200), (2048, 1024)])
        self.assertEqual(self.report(scripts=False), with_script)

    def test_one_that_fails_is_dropped_and_one_is_taken_out_again(self):
        page = self.page_at(DETAILS, scripts=True)
        self.check_page(page, "photos-details")
        page.get_by_label("What else").fill("Mind the <dog>.")
        page.get_by_label("Photos").set_input_files([
            file("good.png", png(400, 300)), file("wide.png", png(900, 200)),
            file("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
            file("letter.pdf", b"%PDF-1.4", "application/pdf"),
        ])
        page.get_by_role("button", name="Continue", exact=True).click()
        page.wait_for_function("document.title.startsWith('Error: ')")
        for words in ("“drawing.svg” was not added.", "“letter.pdf” was not added."):
            self.assertIn(words, page.locator(".problem").inner_text())
            self.assertIn(words, page.locator("#photos-error").inner_text())
        self.assertEqual(page.get_by_label("What else").input_value(), "Mind the <dog>.")
        self.check_page(page, "photos-details-wrong")
        self.faults(page)[:] = [fault for fault in self.faults(page) if "422" not in fault]
        # Enter in a field goes on; it does not press the first "Remove".
        page.get_by_role("button", name="Remove wide.png").click()
        page.wait_for_url(re.compile("#photos$"))
        self.assertEqual(page.locator(".photos img").count(), 1)
        self.assertEqual(page.get_by_label("What else").input_value(), "Mind the <dog>.")
        page.get_by_role("button", name="Español").click()
        page.get_by_role("button", name="Quitar good.png").wait_for()
        self.check_page(page, "photos-details-es")
        page.get_by_role("button", name="Continuar", exact=True).click()
        page.wait_for_url(re.compile("/report/you"))

    def test_who_presses_twice_while_a_photo_is_made_smaller_sends_it_once(self):
        page = self.page_at("/report/details?service=pothole&lat=10.0012&long=20.0125", scripts=True)
        page.get_by_label("Deep").check()
        # As slow as the test wants it.
        page.evaluate("""() => {
            const own = window.createImageBitmap;
            window.createImageBitmap = (...all) => new Promise(done => { window.go = () => done(own(...all)); });
            window.sent = 0;
            document.addEventListener("submit", (event) => { if (!event.defaultPrevented) sessionStorage.sent = ++sent; });
        }""")
        page.get_by_label("Photos").set_input_files([file("large.png", png(2100, 300))])
        proceed = page.get_by_role("button", name="Continue", exact=True)
        posts = []
        page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
        for _ in range(3):
            proceed.click(no_wait_after=True)
        self.assertEqual(posts, [])
        page.evaluate("go()")
        page.wait_for_url(re.compile("/report/you"))
        self.assertEqual(len(posts), 1)
        # Some browsers send each of them.
        self.assertEqual(page.evaluate("sessionStorage.sent"), "1")

    def test_enter_goes_on_and_removes_nothing(self):
        page = self.page_at("/report/details?service=noise&lat=10.01&long=20.005")
        page.get_by_label("Photos").set_input_files([file("bar.png", png(50, 40))])
        page.get_by_label("Since when?").fill("Monday")
        page.get_by_role("button", name="Continue", exact=True).click()
        page.wait_for_url(re.compile("/report/you"))
        page.goto(page.url.replace("/report/you", "/report/details"))
        self.check_page(page, "photos-details-document")
        page.get_by_label("Since when?").press("Enter")
        page.wait_for_url(re.compile("/report/you"))
        page.goto(page.url.replace("/report/you", "/report/details"))
        self.assertEqual(page.locator(".photos img").count(), 1)

    def test_more_than_can_be_sent_is_said_before_it_is_sent(self):
        page = self.page_at(DETAILS, scripts=True)
        page.get_by_label("What else").fill("Kept.")
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name in ("a.bin", "b.bin"):
            with open(folder / name, "wb") as large:
                large.truncate(21 << 20)
        page.get_by_label("Photos").set_input_files([folder / "a.bin", folder / "b.bin"])
        page.get_by_text("Together these files are too large").wait_for()
        page.get_by_role("button", name="Continue", exact=True).click()
        self.assertEqual(page.get_by_label("What else").input_value(), "Kept.")
        self.assertTrue(page.url.endswith(DETAILS))


class DeskPhotoTests(PageTests):
    """What a department sees of residents' files, and its own photos of the work."""

    alone = True

    def test_the_desk_shows_what_was_sent_and_adds_photos_of_the_work(self):
        page = self.page_at("/report/details?service=noise&lat=10.01&long=20.005")
        page.get_by_label("Since when?").fill("Monday")
        page.get_by_label("Photos").set_input_files([file("bar.png", png(400, 300))])
        page.get_by_label("A list of the nights").set_input_files([
            file("nights.pdf", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n", "application/pdf"),
        ])
        for _ in range(2):
            page.get_by_role("button", name="Continue", exact=True).click()
        self.check_page(page, "photos-check")
        self.assertTrue(page.get_by_role("link", name="Change photos and documents").is_visible())
        page.get_by_role("button", name="Send my report").click()
        page.wait_for_url(re.compile("/r/"))
        self.assertEqual(page.locator(".photos img").count(), 1)
        self.assertIn("nights.pdf", page.locator(".photos").last.inner_text())
        desk = self.page_at("/desk")
        desk.get_by_label("Department key").fill(self.server.key("police"))
        desk.get_by_label("Your name or initials").fill("Lin")
        desk.get_by_role("button", name="Sign in with the key").click()
        desk.get_by_role("button", name="Take next").first.click()
        self.assertIn("bar.png", desk.locator(".work-report").inner_text())
        self.check_page(desk, "photos-desk")
        with desk.expect_download() as download:
            desk.get_by_role("link", name="nights.pdf").click()
        self.assertTrue(download.value.suggested_filename.endswith(".pdf"))
        desk.locator("summary").filter(has_text="Add photos of the work").click()
        desk.get_by_label("Photos", exact=True).set_input_files([file("after.png", png(300, 300)), file("not.jpg", b"<svg/>")])
        desk.get_by_role("button", name="Add photos").click()
        self.assertTrue(desk.title().startswith("Error: "), desk.title())
        self.check_page(desk, "photos-desk-wrong")
        self.faults(desk)[:] = [fault for fault in self.faults(desk) if "422" not in fault]
        self.assertIn("added a photo of its work", desk.locator(".work-story").inner_text())
        self.assertEqual(desk.locator(".photos img").count(), 2)
        desk.get_by_label("Photos", exact=True).set_input_files([file("after.png", png(300, 200))])
        desk.get_by_role("button", name="Add photos").click()
        desk.get_by_text("The photos are added to the report.").wait_for()
        self.assertEqual(desk.locator(".photos img").count(), 3)
        page.reload()
        self.check_page(page, "photos-status")
        self.assertIn("Photos of the work: Police", page.locator("main").inner_text())
        self.assertEqual(page.locator(".photos img").evaluate_all("all => all.filter(one => one.naturalWidth > 1).length"), 3)
        # To anybody else only the department's: what is said in such a report is not for the public.
        stranger = self.page_at(page.url.split(self.server.url)[1].split("?")[0])
        self.assertEqual(stranger.locator(".photos img").count(), 2)
        self.assertNotIn("nights.pdf", stranger.locator("main").inner_text())
