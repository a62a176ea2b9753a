import GeoReport
import Hummingbird
import NIOCore
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A web feed as feed readers fetch it: Atom (RFC 4287).
///
/// Texts are plain and may be anything a stranger has typed; control characters and those that turn the direction of
/// text round are left out.
struct AtomFeed: Sendable, Hashable {
    /// What it is called for ever.
    let id: AtomID
    /// One line.
    let title: String
    /// Who publishes it: a name without an address.
    let author: String
    /// The language of its texts, as BCP 47 writes it.
    let language: String
    /// When it was last changed, for a feed without entries; else the newest entry says so.
    let created: Date
    /// Its own whole address.
    let address: String
    /// The whole address of the page that shows the same.
    let page: String
    /// The entries, newest first.
    let entries: [AtomEntry]

    /// The document.
    var xml: String {
        var lines = [
            #"<?xml version="1.0" encoding="utf-8"?>"#,
            #"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\#(Self.written(language))">"#,
            Self.element("id", id.text),
            Self.element("title", title),
            Self.element("updated", GeoReportDate.format(entries.map(\.updated).max() ?? created)),
            "<author>\(Self.element("name", author))</author>",
            Self.link("self", address),
            Self.link("alternate", page),
        ]
        for entry in entries { lines += Self.lines(entry) }
        return lines.joined(separator: "\n") + "\n</feed>\n"
    }

    /// The answer that carries it.
    var response: Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/atom+xml; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: xml))
        )
    }

    private static func lines(_ entry: AtomEntry) -> [String] {
        var lines = [
            "<entry>", element("id", entry.id.text), element("title", entry.title),
            element("updated", GeoReportDate.format(entry.updated)), link("alternate", entry.link),
        ]
        if let content = entry.content { lines.append(element("content", content)) }
        return lines + ["</entry>"]
    }

    /// Texts are of the type `text`, which is what an element without a type has.
    private static func element(_ name: String, _ text: String) -> String { "<\(name)>\(written(text))</\(name)>" }

    private static func link(_ relation: String, _ address: String) -> String {
        #"<link rel="\#(relation)" href="\#(written(address))"/>"#
    }

    private static func written(_ text: String) -> String {
        SVGText.escaped(text.withPlainLineBreaks.withoutControls(isOneLine: false))
    }
}
