import Foundation
import HTTPTypes
import HummingbirdCore
import TestSupport
import Testing

@testable import Web

@Suite struct AtomFeedTests {
    private static let start = Date(timeIntervalSince1970: 1_795_361_544)

    private func feed(
        _ entries: [AtomEntry],
        title: String = "News",
        address: String = "https://x.example/feed"
    ) -> AtomFeed {
        AtomFeed(
            id: AtomID("tiny", "feed"),
            title: title,
            author: "Tiny City",
            language: "en",
            created: Self.start,
            address: address,
            page: "https://x.example/",
            entries: entries
        )
    }

    private func entry(_ number: Int, _ title: String = "Closed", content: String? = nil) -> AtomEntry {
        AtomEntry(
            id: AtomID("tiny", "\(number)"),
            title: title,
            updated: Self.start + Double(number),
            link: "https://x.example/r/\(number)",
            content: content
        )
    }

    @Test func `a feed is these lines and no others`() {
        let document = feed([entry(2, content: "It is done."), entry(1, "Begun & <on>")]).xml
        #expect(
            document == """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
                <id>\(AtomID("tiny", "feed").text)</id>
                <title>News</title>
                <updated>2026-11-22T15:32:26Z</updated>
                <author><name>Tiny City</name></author>
                <link rel="self" href="https://x.example/feed"/>
                <link rel="alternate" href="https://x.example/"/>
                <entry>
                <id>\(AtomID("tiny", "2").text)</id>
                <title>Closed</title>
                <updated>2026-11-22T15:32:26Z</updated>
                <link rel="alternate" href="https://x.example/r/2"/>
                <content>It is done.</content>
                </entry>
                <entry>
                <id>\(AtomID("tiny", "1").text)</id>
                <title>Begun &amp; &lt;on&gt;</title>
                <updated>2026-11-22T15:32:25Z</updated>
                <link rel="alternate" href="https://x.example/r/1"/>
                </entry>
                </feed>

                """
        )
    }

    @Test func `a feed without entries says since when`() {
        #expect(feed([]).xml.contains("<updated>2026-11-22T15:32:24Z</updated>"))
        #expect(!feed([]).xml.contains("<entry>"))
    }

    @Test func `the answer is of the type feed readers know`() {
        let response = feed([]).response
        #expect(response.headers[.contentType] == "application/atom+xml; charset=utf-8")
        #expect(response.body.contentLength == feed([]).xml.utf8.count)
    }

    @Test(.enabled(if: XMLLint.isInstalled, Comment(rawValue: XMLLint.absence)))
    func `libxml2 reads hostile texts as they were, and stumbles over none in an address`() async throws {
        let texts = HostileTexts.all
        let entries = texts.enumerated().map { number, text in entry(number, text, content: text) }
        let document = feed(entries, title: "All", address: "https://x.example/?q=\(texts.joined())").xml
        #expect(try await XMLLint.complaints(about: [document]) == "")
        let path = "/*[local-name()='feed' and namespace-uri()='http://www.w3.org/2005/Atom']/*[local-name()='entry']"
        #expect(try await XMLLint.value(of: "count(\(path))", in: document) == "\(texts.count)")
        for name in ["title", "content"] {
            for (number, text) in texts.enumerated() {
                let expression = "string(\(path)[\(number + 1)]/*[local-name()='\(name)'])"
                let found = try await XMLLint.value(of: expression, in: document)
                #expect(
                    found.unicodeScalars.elementsEqual(Self.readable(text).unicodeScalars),
                    "\(text.debugDescription)"
                )
            }
        }
    }

    /// What a reader shall see of a text: no controls, nothing that turns directions, and what XML can hold.
    private static func readable(_ text: String) -> String {
        let lines = text.replacing(/\r\n|\r/.matchingSemantics(.unicodeScalar), with: "\n").unicodeScalars
        return String(
            String.UnicodeScalarView(
                lines.compactMap { scalar -> Unicode.Scalar? in
                    switch scalar.value {
                    case 0x9, 0xA: scalar
                    case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: nil
                    case 0xFFFE, 0xFFFF: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }
}
