import Foundation
import TestSupport
import Testing

@testable import Notices

@Suite struct HeaderTextTests {
    @Test(arguments: [
        ("", "Subject:"), ("Your report", "Subject: Your report"), ("a, b: <c> \"d\"!", "Subject: a, b: <c> \"d\"!"),
        ("Café", "Subject: =?utf-8?q?Caf=C3=A9?="), ("a  b", "Subject: =?utf-8?q?a__b?="),
        ("=?utf-8?q?a?=", "Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3Fa=3F=3D?="), ("a_b", "Subject: a_b"),
        ("é_", "Subject: =?utf-8?q?=C3=A9=5F?="), ("a\nBcc: b", "Subject: =?utf-8?q?a=0ABcc=3A_b?="),
    ])
    func `a text stands as it is where it can, else in an encoded word`(text: String, line: String) {
        #expect(HeaderText.line("Subject", text) == line)
    }

    @Test(arguments: [
        ("City 311", "From: City 311"), ("City, 311", "From: =?utf-8?q?City=2C_311?="),
        ("a@b.example", "From: =?utf-8?q?a=40b=2Eexample?="), ("\"x\" <y>", "From: =?utf-8?q?=22x=22_=3Cy=3E?="),
    ])
    func `beside an address less may stand as it is`(text: String, line: String) {
        #expect(HeaderText.line("From", text, isPhrase: true) == line)
    }

    @Test(arguments: HostileTexts.all + ["a", "é", "🚧", "ﷺ"].map { String(repeating: $0, count: 300) })
    func `no line is longer than 76 characters, and no word than 75`(text: String) {
        for isPhrase in [false, true] {
            let lines = HeaderText.line("Subject", text, isPhrase: isPhrase).components(separatedBy: "\n")
            for line in lines { #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }) }
            for line in lines.dropFirst() {
                #expect(line.hasPrefix(" =?utf-8?q?") && line.hasSuffix("?=") && line.utf8.count <= 76)
            }
        }
    }
}
