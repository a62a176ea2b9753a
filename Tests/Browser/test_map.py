"""The map that a script moves: opened, moved and a pin put by keys alone, by mouse and by touch."""

import math
import re
import shutil
import tempfile
import urllib.request
from pathlib import Path

from harness.chromium import Chromium
from harness.city import CITIES, City
from harness.page_tests import PageTests

EARTH = 40_075_016.686
START = (10.01, 20.005)
PAGE = "/report/where?service=flood&centre=10.01,20.005&zoom=17"


def metres(first, second):
    """The distance of two places that lie near each other."""
    south, east = (math.radians(first[0] - second[0]), math.radians(first[1] - second[1]))
    return EARTH / (2 * math.pi) * math.hypot(south, east * math.cos(math.radians(first[0])))


def moved(place, east, north):
    """A place some metres away from another."""
    degree = EARTH / 360
    return place[0] + north / degree, place[1] + east / degree / math.cos(math.radians(place[0]))


class MapTests(PageTests):
    city = "tiny"

    def opened(self, path=PAGE, **options):
        """A page with its map open, all squares there."""
        page = self.page_at(path, scripts=True, **options)
        page.get_by_role("button", name="Use the map").click()
        self.settle(page)
        return page

    def settle(self, page):
        page.wait_for_function("""() => {
            const tiles = [...document.querySelectorAll('.leaflet-tile-container img')];
            return tiles.length && tiles.every(tile => tile.complete && tile.naturalWidth);
        }""")

    def region(self, page):
        return page.get_by_role("region", name="Map with a cross in its middle")

    def chosen(self, page):
        """Where the page says that the pin was put."""
        page.wait_for_url(re.compile("lat="))
        found = re.search(r"[?&]lat=([-\d.]+)&long=([-\d.]+)", page.url)
        for number in found.groups():
            self.assertRegex(number, r"^-?\d+(\.\d{1,6})?$")
        self.assertEqual(page.locator("h1").inner_text(), "Is this the place?")
        return float(found[1]), float(found[2])

    def tab_to(self, page, words):
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
            if at == words:
                return
        self.fail(f"no Tab leads to {words!r}")

    def test_the_pin_is_within_five_metres_by_keys_alone(self):
        page = self.page_at(PAGE, scripts=True)
        self.tab_to(page, "Use the map")
        # Nothing of it is loaded before it is opened.
        self.assertEqual([url for url in self._tabs[page].requests if re.search("leaflet|/map[/.](?!svg)", url)], [])
        page.keyboard.press("Enter")
        self.settle(page)
        # The focus is on the map at once.
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('role')"), "region")
        self.assertEqual(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid")
        target = moved(START, 247, -131)
        for _ in range(3):
            page.keyboard.press("+")
        pixel = EARTH * math.cos(math.radians(START[0])) / (256 * 2 ** 18)
        right, down = 247 / pixel, 131 / pixel
        for keys, size in (("", 80), ("Shift+", 8)):
            for _ in range(round(right / size) if size == 8 else int(right // size)):
                page.keyboard.press(keys + "ArrowRight")
            for _ in range(round(down / size) if size == 8 else int(down // size)):
                page.keyboard.press(keys + "ArrowDown")
            right, down = right % size, down % size
        # Tab leaves the map, and comes back to it.
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.innerText"), "Put the pin here")
        page.keyboard.press("Shift+Tab")
        # Moving says nothing.
        self.assertEqual(page.locator("#open-map [role=status]").inner_text(), "")
        page.keyboard.press("Space")
        self.assertLessEqual(metres(self.chosen(page), target), 5)
        # The way back leads to the map as it was.
        page.go_back()
        self.settle(page)
        self.assertIn("map=open", page.url)

    def test_the_pin_is_within_five_metres_by_mouse(self):
        page = self.opened("/report/where?service=flood&centre=10.01,20.005&zoom=16")
        box = self.region(page).bounding_box()
        pixel = EARTH * math.cos(math.radians(START[0])) / (256 * 2 ** 17)
        target = moved(START, 100 * pixel, 50 * pixel)
        # Near enough, a click brings the place under the cross.
        page.mouse.click(box["x"] + box["width"] / 2 + 100, box["y"] + box["height"] / 2 - 50)
        page.get_by_role("button", name="Put the pin here").click()
        self.assertLessEqual(metres(self.chosen(page), target), 5)

    def test_dragging_moves_the_map_and_puts_no_pin(self):
        page = self.opened()
        box = self.region(page).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 60, y + 20, steps=60)
        # The map moves with the next picture of the screen.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.mouse.up()
        self.assertEqual(page.locator(".map-pin-put").count(), 0)
        pixel = EARTH * math.cos(math.radians(START[0])) / (256 * 2 ** 18)
        page.get_by_role("button", name="Put the pin here").click()
        self.assertLessEqual(metres(self.chosen(page), moved(START, 60 * pixel, 20 * pixel)), 5)

    def test_the_pin_is_within_five_metres_by_touch(self):
        context = Chromium.browser().new_context(
            viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, reduced_motion="reduce")
        context.set_default_timeout(10_000)
        self.addCleanup(context.close)
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(self.origin() + PAGE)
        page.get_by_role("button", name="Use the map").tap()
        self.settle(page)
        self.region(page).scroll_into_view_if_needed()
        box = self.region(page).bounding_box()
        pixel = EARTH * math.cos(math.radians(START[0])) / (256 * 2 ** 17)
        target = moved(START, -80 * pixel, -60 * pixel)
        page.touchscreen.tap(box["x"] + box["width"] / 2 - 80, box["y"] + box["height"] / 2 + 60)
        page.get_by_role("button", name="Put the pin here").tap()
        self.assertLessEqual(metres(self.chosen(page), target), 5)
        self.assertEqual(faults, [])

    def test_where_motion_is_liked_the_wheel_keeps_the_place_under_the_cross(self):
        page = self.page_at("/report/where?service=flood&centre=10.01,20.005&zoom=14", scripts=True)
        page.emulate_media(reduced_motion="no-preference")
        page.get_by_role("button", name="Use the map").click()
        self.settle(page)
        scale = page.locator(".leaflet-control-scale-line").first
        before = scale.inner_text()
        box = self.region(page).bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + 40)
        page.mouse.wheel(0, -120)
        page.wait_for_function("before => document.querySelector('.leaflet-control-scale-line').innerText !== before",
                               arg=before)
        page.wait_for_function("!document.querySelector('.leaflet-zoom-anim')")
        page.get_by_role("button", name="Put the pin here").click()
        self.assertLessEqual(metres(self.chosen(page), START), 5)

    def test_far_out_a_click_comes_closer_first(self):
        page = self.opened("/report/where?service=flood&centre=10.01,20.005&zoom=13")
        before = page.locator(".leaflet-control-scale-line").first.inner_text()
        self.region(page).click(position={"x": 100, "y": 100})
        self.assertNotEqual(page.locator(".leaflet-control-scale-line").first.inner_text(), before)
        self.assertIn("/report/where", page.url)

    def test_the_same_pin_is_sent_with_and_without_script(self):
        plain = self.page_at(PAGE)
        plain.get_by_role("button", name="Use the place at the cross").click()
        scripted = self.opened()
        scripted.get_by_role("button", name="Put the pin here").click()
        self.chosen(scripted)
        self.assertEqual(scripted.url, plain.url.removesuffix("#map"))
        self.assertTrue(scripted.url.endswith("/report/where?service=flood&lat=10.01&long=20.005"), scripted.url)

    def test_every_button_moves_the_map(self):
        page = self.opened()
        for name, east, north in (("Move north", 0, 80), ("Move south", 0, -80), ("Move east", 80, 0),
                                  ("Move west", -80, 0), ("Closer", 0, 0), ("Farther out", 0, 0)):
            with self.subTest(name):
                button = page.get_by_role("button", name=name, exact=True).locator("visible=true")
                size = button.bounding_box()
                self.assertGreaterEqual(min(size["width"], size["height"]), 44)
                button.click()
        page.get_by_role("button", name="Put the pin here").click()
        # There and back again.
        self.assertLessEqual(metres(self.chosen(page), START), 1)

    def test_what_is_at_the_cross_is_said_when_asked_for(self):
        page = self.opened()
        page.get_by_role("button", name="What is at the cross?").click()
        status = page.locator("#open-map [role=status]")
        status.get_by_text("The cross in the middle is in First Precinct, West.").wait_for()
        self.region(page).press("ArrowRight")
        self.assertIn("West", status.inner_text())

    def test_on_a_page_that_stays_the_pins_place_is_said_once(self):
        page = self.page_at(PAGE, scripts=True)
        page.get_by_role("button", name="Use the map").wait_for()
        page.evaluate("""async () => {
            const [script] = document.querySelectorAll('script[type=module]');
            const { openMap } = await import(script.src.replace('where.js', 'map.js'));
            window.pins = [];
            window.said = [];
            const map = document.getElementById('open-map');
            const place = [10.01, 20.005];
            await openMap(map, { centre: place, zoom: 18, pin: place, onPin: pin => { pins.push(pin); } });
            const status = map.querySelector('[role=status]');
            new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
        }""")
        self.assertEqual(page.locator(".map-pin-put").count(), 1)
        self.region(page).press("Enter")
        page.get_by_text("The pin is put at the cross. The cross in the middle is in First Precinct, West.").wait_for()
        self.assertEqual(page.evaluate("pins"), [{"latitude": 10.01, "longitude": 20.005}])
        self.assertEqual(len([words for words in page.evaluate("said") if words]), 1)

    def test_pressed_on_at_the_citys_edge_it_comes_back_inside(self):
        for zoom in (13, 14, 15):
            page = self.opened(PAGE.replace("zoom=17", f"zoom={zoom}"))
            # Odd, so that its middle lies between pixels.
            self.region(page).evaluate("view => { view.style.width = '601px'; view.style.height = '433px'; }")
            for direction in ("Up", "Right", "Down", "Left"):
                for _ in range(30):
                    self.region(page).press(f"Arrow{direction}")
            self.assertEqual(self.faults(page), [], f"at zoom level {zoom}")
            west, south, _, _ = map(float, page.locator("#open-map").get_attribute("data-extent").split(","))
            page.get_by_role("button", name="Put the pin here").click()
            # The last presses went south and west: there it stands, and nowhere beyond.
            self.assertLessEqual(metres(self.chosen(page), (south, west)), 1)

    def test_the_way_back_does_not_move_the_map_once_more(self):
        page = self.opened("/report/where?service=flood&centre=10.01,20.005&zoom=15&step=north")
        page.get_by_role("button", name="Put the pin here").click()
        place = self.chosen(page)
        page.go_back()
        self.settle(page)
        self.assertNotIn("step=", page.url)
        page.get_by_role("button", name="Put the pin here").click()
        self.assertLessEqual(metres(self.chosen(page), place), 1)

    def test_of_two_answers_the_one_asked_for_last_is_said(self):
        page = self.opened()
        held = []
        page.route(re.compile("/map/place.json"), lambda route: route.continue_() if held else held.append(route))
        asks = page.get_by_role("button", name="What is at the cross?")
        asks.click()
        page.wait_for_timeout(50)
        self.assertEqual(len(held), 1)
        asks.click()
        status = page.locator("#open-map [role=status]")
        status.get_by_text("The cross in the middle is in First Precinct, West.").wait_for()
        held[0].fulfill(status=200, content_type="application/json", body='{"words": "What was there before."}')
        page.wait_for_timeout(200)
        self.assertEqual(status.inner_text(), "The cross in the middle is in First Precinct, West.")

    def test_names_keep_clear_of_the_pin_and_the_cross(self):
        page = self.page_at(PAGE, scripts=True)
        page.get_by_role("button", name="Use the map").wait_for()
        # Where a name stands.
        moved = page.evaluate("""async () => {
            const [script] = document.querySelectorAll('script[type=module]');
            const { openMap } = await import(script.src.replace('where.js', 'map.js'));
            const element = document.getElementById('open-map');
            const names = await (await fetch(element.dataset.names)).json();
            const { lat, long } = names.find(one => one.name === 'Central Park');
            window.map = await openMap(element, { centre: [lat, long + 0.001], zoom: 16, pin: [lat, long] });
        }""")
        self.assertIsNone(moved)
        name = page.locator(".map-names span").get_by_text("Central Park")
        for mark in (".map-pin-put", ".map-crosshair"):
            name.wait_for()
            self.assertFalse(self.overlap(name, page.locator(mark)), mark)
            page.evaluate("""async () => {
                const names = await (await fetch(document.getElementById('open-map').dataset.names)).json();
                const { lat, long } = names.find(one => one.name === 'Central Park');
                map.goTo([lat, long], 16);
            }""")

    def overlap(self, first, second):
        one, other = first.bounding_box(), second.bounding_box()
        return all(one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
                   for at, size in (("x", "width"), ("y", "height")))

    def test_the_open_map_is_accessible(self):
        page = self.opened(PAGE.replace("zoom=17", "zoom=14"))
        page.locator(".map-names span").first.wait_for(state="attached")
        self.check_page(page, "map-open")
        spanish = self.page_at(PAGE + "&lang=es", scripts=True)
        spanish.get_by_role("button", name="Usar el mapa").click()
        self.settle(spanish)
        self.check_page(spanish, "map-open-es")

    def test_a_change_of_language_keeps_the_map(self):
        page = self.opened()
        self.region(page).press("ArrowRight")
        page.get_by_role("link", name="Español").click()
        page.wait_for_url(re.compile("lang=es"))
        self.settle(page)
        page.get_by_role("button", name="Poner el marcador aquí").click()
        page.wait_for_url(re.compile("lat="))
        pixel = EARTH * math.cos(math.radians(START[0])) / (256 * 2 ** 18)
        found = re.search(r"[?&]lat=([-\d.]+)&long=([-\d.]+)", page.url)
        self.assertLessEqual(metres((float(found[1]), float(found[2])), moved(START, 80 * pixel, 0)), 1)

    def test_the_list_of_places_moves_the_open_map(self):
        page = self.opened("/report/where?service=flood&q=central+park")
        page.get_by_role("link", name="Central Park").click()
        page.get_by_role("button", name="What is at the cross?").click()
        page.get_by_text("The cross in the middle is in Central Park, West.").wait_for()
        # A search from here finds the map open again.
        page.get_by_label("Search for a place").fill("first precinct")
        page.get_by_role("button", name="Search").click()
        self.settle(page)
        self.assertIn("First Precinct", page.locator("#found").inner_text())

    def test_without_leaflet_the_picture_stays(self):
        page = self.page_at(PAGE, scripts=True)
        page.route(re.compile("leaflet.min.js"), lambda route: route.abort())
        page.get_by_role("button", name="Use the map").click()
        page.get_by_text("The map could not be loaded.").wait_for()
        self.assertTrue(page.get_by_role("button", name="Use the place at the cross").is_visible())
        self.faults(page).clear()


class LocationTests(PageTests):
    city = "tiny"

    def located(self, accuracy=12.4, place=(10.0100004, 20.015), permissions=("geolocation",)):
        page = self.page_at("/report/where?service=flood", scripts=True)
        page.context.grant_permissions(list(permissions))
        if place:
            page.context.set_geolocation({"latitude": place[0], "longitude": place[1], "accuracy": accuracy})
        return page

    def press(self, page):
        page.get_by_role("button", name="Use my location").click()

    def test_the_devices_place_goes_into_the_report_after_a_click(self):
        page = self.located()
        self.check_page(page, "where-with-script")
        self.press(page)
        page.wait_for_url(re.compile("lat="))
        self.assertTrue(page.url.endswith("?service=flood&lat=10.01&long=20.015&accuracy=13"), page.url)
        self.assertIn("In Central Park, West", page.locator("main").inner_text())

    def test_a_coarse_place_opens_the_map_there(self):
        page = self.located(accuracy=850)
        self.press(page)
        page.get_by_text("Your device knows where it is only to about 850 m.").wait_for()
        page.get_by_role("button", name="Put the pin here").click()
        page.wait_for_url(re.compile("lat="))
        self.assertNotIn("accuracy", page.url)

    def test_what_goes_wrong_is_said(self):
        for code, words in ((1, "Your browser did not allow it."), (2, "Your device does not know where it is."),
                            (3, "Your device did not find out where it is within 10 seconds.")):
            with self.subTest(code):
                page = self.located()
                page.evaluate("""code => {
                    navigator.geolocation.getCurrentPosition = (found, failed, options) => {
                        window.asked = options;
                        failed({code});
                    };
                }""", code)
                self.press(page)
                status = page.locator("#locate [role=status]")
                self.assertIn(words, status.inner_text())
                self.assertEqual(page.evaluate("window.asked.timeout"), 10_000)
                self.assertTrue(page.get_by_role("button", name="Use my location").is_enabled())
        self.check_page(page, "where-location-late")

    def test_it_is_offered_to_scripts_alone_and_never_in_a_kiosk(self):
        plain = self.page_at("/report/where")
        self.assertEqual(plain.locator("#locate *").count(), 0)
        kiosk = self.page_at("/report/where?kiosk=town-hall", scripts=True)
        kiosk.get_by_role("button", name="Use the map").wait_for()
        self.assertEqual(kiosk.get_by_role("button", name="Use my location").count(), 0)
        # An address without https, and not this machine by its number.
        plain_http = self.page_at("/report/where", scripts=True, host="tiny.test")
        plain_http.get_by_role("button", name="Use the map").wait_for()
        self.assertEqual(plain_http.get_by_role("button", name="Use my location").count(), 0)


class CityTilesTests(PageTests):
    """A city that has map pictures of its own."""

    city = "tiled"

    @classmethod
    def setUpClass(cls):
        folder = Path(tempfile.mkdtemp(prefix="dispatch311-tiled-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        shutil.copytree(CITIES["tiny"].catalog, folder / "Catalog")
        with open(folder / "Catalog/tiny/jurisdiction.yml", "a") as file:
            file.write("map:\n  tiles:\n    url: https://tiles.example.org/{z}/{x}/{y}.png\n"
                       "    attribution: © Tiny & Co.\n    max_zoom: 16\n")
        CITIES["tiled"] = City(folder / "Catalog", CITIES["tiny"].geodata, ())
        super().setUpClass()

    def test_its_own_pictures_are_shown_and_named(self):
        page = self.page_at(PAGE, scripts=True)
        asked = []

        def answer(route):
            asked.append(route.request.url)
            route.fulfill(content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

        page.route("https://tiles.example.org/**", answer)
        page.get_by_role("button", name="Use the map").click()
        page.get_by_text("© Tiny & Co.").wait_for()
        page.wait_for_function("document.querySelector('.leaflet-tile-loaded')")
        # Closer than there are pictures, the closest ones are enlarged.
        self.assertNotEqual(asked, [])
        for url in asked:
            self.assertRegex(url, r"^https://tiles\.example\.org/16/\d+/\d+\.png$")
        page.get_by_role("button", name="Put the pin here").click()
        page.wait_for_url(re.compile("lat=10.01&long=20.005"))
        self.assertEqual(self.faults(page), [])
        self.forget(page)


class LargeCityMapTests(PageTests):
    city = "nyc"

    def test_sixty_squares_come_in_ten_seconds_at_400_kilobits(self):
        for zoom in (10, 12, 14, 16, 18):
            north = math.asinh(math.tan(math.radians(40.695))) / math.pi
            x, y = int((180 - 73.92) / 360 * 2 ** zoom), int((1 - north) / 2 * 2 ** zoom)
            size = 0
            for column in range(x - 5, x + 5):
                for row in range(y - 3, y + 3):
                    request = urllib.request.Request(
                        f"{self.origin()}/map/{zoom}/{column}/{row}.svg", headers={"Accept-Encoding": "gzip"})
                    with urllib.request.urlopen(request, timeout=30) as answer:
                        size += len(answer.read())
            self.assertLessEqual(size, 500_000, f"level {zoom}: {size // 1000} kB")

    def test_the_map_of_a_real_city(self):
        page = self.page_at("/report/where?service=pothole&centre=40.695,-73.92&zoom=14", scripts=True)
        page.get_by_role("button", name="Use the map").click()
        page.locator(".map-names span").first.wait_for(state="attached")
        page.wait_for_function("""() => [...document.querySelectorAll('.leaflet-tile-container img')]
            .every(tile => tile.complete && tile.naturalWidth)""")
        self.assertIn("Bushwick", page.locator(".map-names").inner_text())
        self.check_page(page, "nyc-map-open")
