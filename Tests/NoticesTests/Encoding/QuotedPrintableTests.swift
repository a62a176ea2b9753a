import Foundation
import Testing

@testable import Notices

@Suite struct QuotedPrintableTests {
    @Test(arguments: [
        ("", ""), ("a", "a\n"), ("a\n", "a\n"), ("a\r\n", "a\n"), ("a\r", "a\n"), ("\n\r\n\r", "\n\n\n"),
        ("a=b", "a=3Db\n"), ("é", "=C3=A9\n"), ("🚧", "=F0=9F=9A=A7\n"), ("a \n b\t", "a=20\n b=09\n"), (" ", "=20\n"),
        (".", "=2E\n"), ("..a.", "=2E.a.\n"), ("From me", "=46rom me\n"), ("From", "From\n"),
        (" From me", " From me\n"),
        ("\t\u{7F}\u{1}", "\t=7F=01\n"),
    ])
    func `each character is written as RFC 2045 says`(text: String, encoded: String) {
        #expect(String(decoding: QuotedPrintable.encode(text), as: UTF8.self) == encoded)
    }

    @Test(arguments: ["a", "é", "🚧", "=", " ", ". ", "From ", "👩‍👩‍👧‍👦", "שלום ", "e\u{301}"])
    func `a long line is cut between characters and never longer than 76`(piece: String) {
        for count in 1...160 {
            let lines = String(decoding: QuotedPrintable.encode(String(repeating: piece, count: count)), as: UTF8.self)
                .components(separatedBy: "\n")
            #expect(lines.last == "")
            for line in lines.dropLast() {
                #expect(line.utf8.count <= 76)
                #expect(!line.hasPrefix(".") && !line.hasPrefix("From "))
                #expect(!line.hasSuffix(" "))
            }
        }
    }

    @Test func `a line of 75 stands alone and one of 76 goes on`() {
        let text = String(repeating: "a", count: 75)
        #expect(QuotedPrintable.encode(text) == Array("\(text)\n".utf8))
        #expect(QuotedPrintable.encode(text + "b") == Array("\(text)=\nb\n".utf8))
    }
}
