import TestSupport
import Testing

@testable import Web

@Suite struct PageLanguageTests {
    @Test(arguments: [
        ("/", "es-MX,en;q=0.5", "es"), ("/", "fr", "en"), ("/", "", "en"), ("/?lang=es", "en", "es"),
        ("/?lang=en", "es", "en"), ("/?lang=fr", "es", "es"), ("/lost", "es", "es"), ("/desk/sign-in", "es", "en"),
        ("/desk/sign-in?lang=es", "es", "en"),
    ])
    func `the address decides, then the browser, then the city`(
        path: String,
        accepts: String,
        language: String
    ) async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page(path, headers: ["Accept-Language": accepts])
            #expect(page.text.contains("<html lang=\"\(language)\" dir=\"ltr\">"))
            #expect(page[header: "Content-Language"] == language)
        }
    }

    @Test func `the first page is in Spanish as a whole, catalog and counts too`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?lang=es")
            for text in [
                "Ciudad Pequeña: ¿en qué podemos ayudarle?", "Bache", "Calles", "Servicios", "llame al 112",
                "Ir al contenido", "Una ciudad inventada para pruebas.",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            for text in ["Pothole", "Services", "Search", "Report a problem", "Back to"] {
                #expect(!page.text.contains(text), "\(text)")
            }
            let one = try await visitor.page("/?lang=es&q=bache")
            #expect(one.text.contains("Se encontró 1 servicio para “bache”."))
        }
    }

    @Test func `a chosen language goes along, and the other one is offered by its own name`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?q=bache&lang=es")
            #expect(page.links.contains("/report/where?service=pothole&search=bache&lang=es"))
            #expect(page.links.contains("/report/where?lang=es") && page.links.contains("/follow?lang=es"))
            #expect(page.text.contains(##"<a href="/?q=bache&amp;lang=en" lang="en" hreflang="en">English</a>"##))
            #expect(page.hiddenFields["lang"] == "es")
            let plain = try await visitor.page("/")
            #expect(plain.links.contains("/report/where?service=pothole"))
            #expect(plain.text.contains(##"<a href="/?lang=es" lang="es" hreflang="es">Español</a>"##))
        }
    }

    @Test func `a report is written and sent in the language that was chosen`() async throws {
        try await TinyServer.with { visitor in
            let where_ = try await visitor.page("/report?service=pothole&lang=es")
            #expect(where_[header: "Location"] == "/report/where?service=pothole&lang=es")
            let what = try await visitor.page("/report/what?service=pothole&lat=10.01&long=20.005&lang=es")
            let address = try #require(what[header: "Location"])
            #expect(address == "/report/details?service=pothole&lat=10.01&long=20.005&lang=es")
            let details = try await visitor.page(address)
            #expect(details.text.contains("¿Qué tan profundo es?"))
            let button = try #require(details.text.firstRange(of: #"name="lang" value="en" lang="en" formnovalidate"#))
            let first = try #require(details.text.firstRange(of: #"type="submit" value="Continuar""#))
            let end = try #require(details.text.firstRange(of: "</form>"))
            #expect(first.upperBound < button.lowerBound && button.upperBound < end.lowerBound)
            #expect(details.text.contains(#"<form id="answers" method="post" action="/report/details?lang=es""#))
            let next = try await visitor.post("/report/details?lang=es", details.hiddenFields)
            let you = try #require(next[header: "Location"])
            #expect(you.hasPrefix("/report/you?draft=") && you.hasSuffix("&lang=es"))
            let draft = try #require(try await visitor.page(you).hiddenFields["draft"])
            let check = try await visitor.post("/report/you?lang=es", ["draft": draft])
            #expect(check[header: "Location"] == "/report/check?draft=\(draft)&lang=es")
            let sent = try await visitor.post("/report/check?lang=es", ["draft": draft])
            #expect(sent[header: "Location"]?.hasSuffix("&new=1&lang=es") == true)
        }
    }

    @Test func `a change of language among the questions keeps every answer, also a wrong one`() async throws {
        try await TinyServer.with { visitor in
            let form = [
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "",
                "description": "Drums.", "lang": "es",
            ]
            let answer = try await visitor.post("/report/details", form)
            #expect(answer.status == 303)
            let location = try #require(answer[header: "Location"])
            #expect(location.hasPrefix("/report/details?draft=") && location.hasSuffix("&lang=es"))
            let page = try await visitor.page(location)
            #expect(page.status == 200)
            #expect(page.text.contains("Drums.") && page.text.contains("¿Desde cuándo?"))
            #expect(!page.text.contains("There is a problem"))
        }
    }

    @Test func `the old address of the way in leads to the new one with everything it carried`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.page("/report?service=noise&q=a%20b")
            #expect(answer.status == 303)
            #expect(answer[header: "Location"] == "/report/where?service=noise&q=a%20b")
            #expect(try await visitor.page("/report")[header: "Location"] == "/report/where")
        }
    }

    @Test(arguments: [
        ("/lost", 404, "Esta página no existe", "No hay nada en esta dirección."),
        ("/report/where?lat=%FF", 400, "Algo en esta solicitud no está bien", "La dirección o el formulario"),
        ("/r/ABC/still-there", 405, "Eso no se puede hacer aquí", "Esta dirección es de un formulario."),
    ])
    func `a page instead of the one asked for is in the visitor's language`(
        path: String,
        status: Int,
        heading: String,
        message: String
    ) async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page(path, headers: ["Accept-Language": "es"])
            #expect(page.status == status)
            #expect(page.text.contains("<h1>\(heading)</h1>") && page.words.contains(message), "\(page.words)")
            #expect(page.words.contains("Error \(status), referencia") && !page.words.contains("expected"))
        }
    }
}
