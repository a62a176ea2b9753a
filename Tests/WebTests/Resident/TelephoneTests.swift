import Foundation
import TestSupport
import Testing

@testable import Web

@Suite struct TelephoneTests {
    @Test(arguments: [
        "12345", "555 0100", "555-0100", "(212) 555-0100", "+1 212 555 0100", "212.555.0100", "212/5550100",
        "+49 (0)30 123456", "1\u{A0}212\u{A0}555\u{A0}0100", "212–555–0100", "12345678901234567890",
        "+1 212 555 0100 ext. 7", "212-555-0100 x123", "2125550100, extension 12345678", "555 0100 #4",
        "555 0100 int. 22", "5550100 Extensión 9", "5550100 Ext: 9",
    ])
    func `what people write as a telephone number is one`(text: String) {
        #expect(Telephone.isNumber(text))
    }

    @Test(arguments: [
        "", "1234", "123456789012345678901", "call me", "555 0100 after six", "1-800-FLOWERS", "555+0100", "-5550100",
        "٥٥٥٠١٠٠", "555 0100 ext", "555 0100 ext 123456789", "ext. 5550100", "555,0100", "a@b.example", "5550100 x 1a",
        "555\n0100", "5550100,",
    ])
    func `anything else is none`(text: String) {
        #expect(!Telephone.isNumber(text))
    }

    @Test(arguments: [
        ("", "Write a telephone number of 5 to 20 digits"), ("?lang=es", "Escriba un teléfono de 5 a 20 dígitos"),
    ])
    func `the form says how one is written, and other systems send what they have`(
        query: String,
        words: String
    )
        async throws
    {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            let page = try await visitor.arrive("/report/you\(query)", ["draft": draft, "phone": "<call> me"])
            #expect(page.text.contains("<a href=\"#phone\">\(words)"))
            #expect(page.text.contains("value=\"&lt;call&gt; me\"") && page.text.contains("aria-invalid=\"true\""))
            // Too long for the decoder as well: said once.
            let long = ["draft": draft, "phone": String(repeating: "5", count: 201)]
            let again = try await visitor.arrive("/report/you\(query)", long)
            #expect(again.text.components(separatedBy: "href=\"#phone\"").count == 2)
            _ = try await visitor.submitted(Visitor.pothole.merging(["phone": "ask at the door"]) { $1 })
        }
    }
}
