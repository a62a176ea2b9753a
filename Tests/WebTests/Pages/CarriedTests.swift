import TestSupport
import Testing

@testable import Web

/// What the addresses of a visit carry on, and the forms that are sent as addresses.
@Suite struct CarriedTests {
    private static let carried = ["kiosk": "town-hall", "channel": "phone", "lang": "es"]

    /// The forms of a page that browsers send as addresses.
    private static func forms(_ html: String) -> [Substring] {
        html.matches(of: #/<form[^>]* method="get"[^>]*>.*?</form>/#.dotMatchesNewlines()).map(\.output)
    }

    @Test func `every template's form that is sent as an address carries on what addresses do`() {
        // Staff's pages are in one language, at no kiosk.
        let forms = Templates.all.filter { !TranslationTests.staff.contains($0.key) }.flatMap { name, bytes in
            Self.forms(String(decoding: bytes, as: UTF8.self)).map { (name, $0) }
        }
        #expect(forms.count >= 7)
        for (name, form) in forms {
            // The fields of a trail are those of its addresses.
            #expect(form.contains("{{> carried}}") || form.contains("{{#fields}}"), "\(name): \(form)")
        }
    }

    @Test(arguments: [
        "/", "/?q=hole", "/follow", "/follow?reference=nonsense", "/follow/places", "/follow/places?q=park",
        "/follow/places?layer=precinct&boundary=1", "/report/where", "/report/where?q=park",
        "/report/where?centre=10.01,20.005&zoom=17", "/report/what?lat=10.01&long=20.005",
        "/report/what?place=words&q=hole", "/r/nonsense",
    ])
    func `nobody leaves a kiosk, a caller's report or a language by a form`(path: String) async throws {
        try await TinyServer.with { visitor in
            let carried = Visitor.encoded(Self.carried)
            let page = try await visitor.page(path + (path.contains("?") ? "&" : "?") + carried)
            let forms = Self.forms(page.text)
            #expect(!forms.isEmpty, "\(page.text)")
            for form in forms {
                let fields = form.matches(of: #/<input type="hidden" name="(\w+)" value="([^"]*)">/#).map(\.output)
                for (name, value) in Self.carried {
                    #expect(fields.filter { $0.1 == name }.map(\.2) == [Substring(value)], "\(name) in \(form)")
                }
            }
        }
    }
}
