"""A report told in Spanish, from the first page to the mails about it: with the mouse, and with keys alone."""

import email
import email.policy
import pathlib
import re
import tempfile
import time

from harness.page_tests import PageTests
from test_journey import FOCUSED

# Every mail is a file here.
MAILS = pathlib.Path(tempfile.mkdtemp(prefix="dispatch311-mails-"))
PROGRAM = MAILS / "sendmail"
PROGRAM.write_text(f'#!/bin/sh\nname="$(mktemp {MAILS}/XXXXXXXX)"\ncat > "$name" && mv "$name" "$name.eml"\n')
PROGRAM.chmod(0o755)
MAILS.chmod(0o777)

ORIGIN = "https://311.example.net"
ENGLISH = {"and", "from", "it", "of", "please", "report", "reported", "the", "this", "with", "you", "your"}


class SpanishTests(PageTests):
    city = "nyc"
    alone = True
    options = ("--mail-from", "city@example.net", "--sendmail", str(PROGRAM), "--origin", ORIGIN)

    def check_spanish(self, page, name):
        self.assertEqual(page.locator("html").get_attribute("lang"), "es", page.url)
        self.check_words(page.locator("body").inner_text(), page.url)
        self.check_page(page, f"es-{name}")

    def check_words(self, text, place):
        self.assertEqual(set(re.findall(r"[^\W\d_]+", re.sub(r"\S+(?:@|://)\S+", "", text.lower()))) & ENGLISH, set(), place)

    def mail(self, subject):
        """The words of the first mail whose subject has these, once it is there."""
        for _ in range(240):
            for path in sorted(MAILS.glob("*.eml")):
                mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                if subject in mail["Subject"]:
                    text = mail.get_content()
                    self.check_words(f"{mail['Subject']}\n{text}", subject)
                    return text
            time.sleep(0.5)
        self.fail(f"no mail has come about {subject}: {[path.name for path in MAILS.iterdir()]}")

    def path_in(self, text, word):
        """The first address of ours in a mail that has a word."""
        return next(path for path in re.findall(re.escape(ORIGIN) + r"(/\S+)", text) if word in path)

    def test_with_the_mouse_to_the_mails(self):
        page = self.page_at("/")
        page.get_by_role("link", name="Español").click()
        self.check_spanish(page, "front")
        page.get_by_label("Buscar un servicio").fill("inundasion en la calle")
        page.get_by_role("button", name="Buscar").click()
        self.check_spanish(page, "found")
        page.get_by_role("link", name="Alcantarilla, desagüe pluvial o calle inundada").click()
        page.get_by_label("Buscar un lugar").fill("Bayside")
        page.get_by_role("button", name="Buscar").click()
        self.check_spanish(page, "where")
        page.locator("#found a").first.click()
        page.get_by_role("button", name="Usar el lugar de la cruz").click()
        page.get_by_label("Cerca de").fill("La esquina del parque")
        self.check_spanish(page, "confirm")
        page.get_by_role("button", name="Continuar").click()
        page.get_by_label("¿Cuál es el problema?").select_option("La calle está cubierta de agua")
        page.get_by_label("¿Qué más debemos saber?").fill("El agua llega a la acera.")
        self.check_spanish(page, "details")
        page.get_by_role("button", name="Continuar").click()
        page.get_by_label("Correo electrónico (opcional)").fill("ana@example.org")
        page.get_by_label("Avísenme por correo").check()
        self.check_spanish(page, "you")
        page.get_by_role("button", name="Continuar").click()
        self.check_spanish(page, "check")
        self.assertIn("Esto va al Departamento de Protección Ambiental", page.locator("main").inner_text())
        page.get_by_role("button", name="Enviar mi reporte").click()
        self.check_spanish(page, "sent")
        reference = page.locator(".reference").inner_text()
        link = page.url

        asked = self.mail("¿Quiere recibir correos sobre")
        self.assertIn("le dio esta dirección a la Ciudad de Nueva York", asked)
        follow = self.page_at(self.path_in(asked, "/follow/"))
        self.check_spanish(follow, "follow-confirm")
        follow.get_by_role("button", name="Sí, escríbanme").click()
        self.check_spanish(follow, "follow-confirmed")

        worker = self.page_at("/desk")
        worker.get_by_label("Department key").fill(self.server.key("dep"))
        worker.get_by_label("Your name or initials").fill("Lin")
        worker.get_by_role("button", name="Sign in with the key").click()
        worker.get_by_role("button", name="Take next", exact=True).click()
        worker.get_by_label("Done: the problem was dealt with").check()
        worker.get_by_label("Tell the resident").fill("Limpiamos el desagüe.")
        worker.get_by_role("button", name="Close this item").click()
        closed = self.mail("lo resolvió")
        for words in ("El Departamento de Protección Ambiental lo resolvió.", "> Limpiamos el desagüe.",
                      "El reporte se cerró.", reference):
            self.assertIn(words, closed)
        status = self.page_at(self.path_in(closed, "/r/"))
        self.check_spanish(status, "status")
        self.assertIn("Cerrado como resuelto, sin confirmar todavía", status.locator("main").inner_text())
        page.goto(link)
        page.get_by_role("button", name="Está arreglado").click()
        self.check_spanish(page, "confirmed")
        self.assertIn("Gracias.", page.locator("main").inner_text())

    def test_with_keys_alone(self):
        self.keys = self.page_at("/?lang=es")
        self.tab_to("Reportar un problema en un lugar", "Enter")
        self.tab_to("Buscar un lugar")
        self.keys.keyboard.type("40.7500, -73.9900")
        self.press("Enter")
        self.tab_to("Continuar", "Enter")
        self.tab_to("Buscar un servicio")
        self.keys.keyboard.type("vache")
        self.press("Enter")
        self.tab_to("Bache o calle dañada", "Enter")
        self.tab_to("¿Qué más debemos saber? (opcional)")
        self.keys.keyboard.type("Muy hondo.")
        while "/report/details" in self.keys.url:
            if not self.keys.locator("[aria-invalid], .error").count():
                self.tab_to("Continuar", "Enter")
                continue
            self.fail(self.keys.locator("main").inner_text())
        self.tab_to("Continuar", "Enter")
        self.tab_to("Enviar mi reporte", "Enter")
        self.check_spanish(self.keys, "keys-sent")
        self.assertIn("Su reporte fue enviado", self.keys.locator("main").inner_text())

    def press(self, key):
        with self.keys.expect_navigation():
            self.keys.keyboard.press(key)

    def tab_to(self, words, key=None):
        """Moves by Tab to what is named so, and presses a key that leads on."""
        for _ in range(150):
            self.keys.keyboard.press("Tab")
            if self.keys.evaluate(FOCUSED)["name"] == words:
                return self.press(key) if key else None
        self.fail(f"no Tab leads to {words!r} at {self.keys.url}")
