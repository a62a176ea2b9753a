import Foundation
import TestSupport
import Testing

@testable import Web

/// That residents' pages say nothing in another language than their own.
@Suite struct TranslationTests {
    /// Templates of staff's pages, which are in English.
    static let staff: Set = [
        "account", "account-fields", "accounts", "board", "board-now", "board-places", "boundaries", "bulk",
        "bulk-problem", "bulk-results", "catalog", "catalog-edit", "catalog-file", "catalog-files", "catalog-service",
        "corrections", "desk", "due", "explain", "item", "item-table", "job-sheets", "join", "layer", "layer-new",
        "list-map", "new-password", "news", "own-account", "passing", "plan", "publishing-menu", "report", "request",
        "reroute", "rollback",
        "sign-in", "story", "triage", "worklist", "worklist-filters",
    ]
    /// What a template may say in every language: how wide a page is, the program's name, staff's button in the frame.
    private static let names: Set = ["narrow", "wide", "full", "Dispatch311", "Sign out"]

    @Test func `templates of residents' pages have no words of their own`() throws {
        for (name, bytes) in Templates.all.sorted(by: { $0.key < $1.key }) where !Self.staff.contains(name) {
            let template = String(decoding: bytes, as: UTF8.self).replacing(/\{\{[^}]*\}\}/, with: "")
            let spoken = template.matches(of: /(?:alt|aria-label|placeholder|title)="([^"]*)"/).map { $0.output.1 }
            let buttons = template.matches(of: /<input [^>]*type="submit"[^>]* value="([^"]*)"/).map { $0.output.1 }
            let texts = template.replacing(/<[^>]*>/, with: "\n").split(separator: "\n")
            for text in spoken + buttons + texts {
                let words = text.trimmingCharacters(in: .whitespaces)
                guard words.contains(where: \.isLetter) else { continue }
                #expect(Self.names.contains(words), "\(name).mustache")
            }
        }
    }

    /// Every text of the pages that is another in Spanish and long enough to be no part of another word.
    private static func english() -> [String] {
        let (english, spanish) = (Vocabulary.words(in: "en").all, Vocabulary.words(in: "es").all)
        return english.filter { key, text in text != spanish[key] }.values
            .map { String($0.prefix { $0 != "{" }).trimmingCharacters(in: .whitespaces) }
            .filter { $0.count >= 8 && $0.contains(" ") }
    }

    @Test func `a page in Spanish has none of the English words`() async throws {
        try await TinyServer.with { visitor in
            let english = Self.english()
            #expect(english.count > 50)
            func check(_ page: Answer, _ path: String) {
                #expect(page.text.contains("<html lang=\"es\""), "\(path)")
                let found = english.filter { page.words.contains($0) }
                #expect(found == [], "\(path)")
            }
            let point = "lat=10.01&long=20.005&lang=es"
            for path in [
                "/?lang=es", "/?q=ruido&lang=es", "/?q=zeppelin&lang=es", "/report/where?lang=es",
                "/report/where?q=atlantis&lang=es", "/report/where?\(point)", "/report/where?lat=11&long=20&lang=es",
                "/report/what?\(point)", "/report/what?q=zeppelin&\(point)", "/report/what?place=words&lang=es",
                "/report/details?service=pothole&\(point)", "/report/details?service=noise&\(point)",
                "/report/details?service=pothole&place=words&lang=es", "/follow?lang=es",
                "/follow?reference=ABC&lang=es", "/follow?reference=4TNK0X9RC&lang=es", "/lost?lang=es",
                "/report/check?draft=00000000000000000000000000000000&lang=es", "/kiosk/moon?lang=es",
            ] { check(try await visitor.page(path), path) }
            let wrong = ["service_code": "noise", "lat": "10.01", "long": "20.005"]
            check(try await visitor.arrive("/report/details?lang=es", wrong), "details, wrong")
            let draft = try await visitor.draft()
            check(try await visitor.page("/report/you?draft=\(draft)&lang=es"), "you")
            let person = ["draft": draft, "email": "nobody", "phone": "12"]
            check(try await visitor.arrive("/report/you?lang=es", person), "you, wrong")
            _ = try await visitor.post("/report/you?lang=es", ["draft": draft])
            check(try await visitor.page("/report/check?draft=\(draft)&lang=es"), "check")
            let sent = try await visitor.post("/report/check?lang=es", ["draft": draft])
            let address = try #require(sent.location)
            check(try await visitor.page(address), "sent")
            check(try await visitor.page(address.replacing("&new=1", with: "")), "status")
        }
    }
}
