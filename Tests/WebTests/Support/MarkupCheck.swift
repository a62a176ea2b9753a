import Foundation
import HTTPTypes

/// Finds in an answer what no page of ours has, so that only somebody's words can have brought it there.
///
/// Pages write all their markup one way: known elements, attributes in double quotes, no handlers, no scripts but files.
struct MarkupCheck {
    private static let elements: Set = [
        "a", "blockquote", "body", "br", "button", "caption", "circle", "code", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "head", "header", "hr", "html",
        "image", "img", "input", "label", "legend", "li", "link", "main", "meta", "nav", "ol", "option", "p", "path",
        "rect", "script",
        "section", "select", "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "textarea", "tfoot",
        "th", "thead", "time", "title", "tr", "ul",
    ]
    private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-B".utf8)
    private static let addresses: Set = ["href", "src", "action"]
    private static let schemes = ["/", "#", "https://", "http://", "tel:", "mailto:"]

    private let bytes: [UInt8]
    private var index = 0
    private var faults: [String] = []

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What is wrong with an answer: its head, and where it is a page, its markup and characters.
    static func faults(of answer: Answer) -> [String] {
        var faults = answer.status < 500 ? [] : ["status \(answer.status)"]
        for field in answer.headers where !field.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            faults.append("header \(field)")
        }
        for name in ["X-Injected", "Set-Cookie"] where answer[header: name] != nil { faults.append("header \(name)") }
        if let location = answer.location, !location.hasPrefix("/") || location.hasPrefix("//") {
            faults.append("location \(location)")
        }
        guard answer[header: "Content-Type"]?.hasPrefix("text/html") == true else { return faults }
        var check = MarkupCheck(answer.bytes)
        check.read()
        return faults + check.faults
    }

    private mutating func read() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): tag()
            case 0..<0x9, 0xB, 0xC, 0xE..<0x20, 0x7F: fault("a control character", at: index)
            case 0xE2 where index + 2 < bytes.count: direction()
            default: break
            }
            index += 1
        }
    }

    /// U+202A to U+202E and U+2066 to U+2069.
    private mutating func direction() {
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        if second == 0x80 && (0xAA...0xAE).contains(third) || second == 0x81 && (0xA6...0xA9).contains(third) {
            fault("a direction", at: index)
        }
    }

    /// A tag; leaves the index at its last byte.
    private mutating func tag() {
        let start = index
        index += 1
        if start == 0, bytes.starts(with: "<!doctype html>".utf8) { return }
        if peek == UInt8(ascii: "/") { index += 1 }
        let element = word()
        guard Self.elements.contains(element) else { return fault("an element", at: start) }
        var isModule = false
        var source = ""
        while true {
            while peek == UInt8(ascii: " ") || peek == UInt8(ascii: "\n") { index += 1 }
            if peek == UInt8(ascii: "/") { index += 1 }
            if peek == UInt8(ascii: ">") { break }
            let name = word()
            guard !name.isEmpty, !name.hasPrefix("on"), name != "style", name != "srcdoc" else {
                return fault("an attribute", at: start)
            }
            guard peek == UInt8(ascii: "=") else { continue }
            index += 1
            guard let value = quoted() else { return fault("a value", at: start) }
            if Self.addresses.contains(name), !Self.schemes.contains(where: value.hasPrefix) {
                fault("an address", at: start)
            }
            if name == "type", value == "module" { isModule = true }
            if name == "src" { source = value }
        }
        guard element == "script", bytes[start + 1] != UInt8(ascii: "/") else { return }
        let end = "</script>"
        let next = String(decoding: bytes[index...].dropFirst().prefix(end.utf8.count), as: UTF8.self)
        if !isModule || !source.hasPrefix("/assets/") || next != end { fault("a script", at: start) }
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func word() -> String {
        let start = index
        while let byte = peek, Self.letters.contains(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// A value in double quotes and without markup; nil where it is none, or something else than a tag's rest follows.
    private mutating func quoted() -> String? {
        guard peek == UInt8(ascii: "\"") else { return nil }
        index += 1
        let start = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "<") {
            if byte == 0xE2, index + 2 < bytes.count { direction() }
            index += 1
        }
        guard peek == UInt8(ascii: "\"") else { return nil }
        let value = String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        return peek.map { " \n/>".utf8.contains($0) } == true ? value : nil
    }

    private mutating func fault(_ what: String, at place: Int) {
        let near = String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 80)], as: UTF8.self)
        faults.append("\(what): \(near.debugDescription)")
    }
}
