import Foundation
import TestSupport
import Testing

@testable import GeoReport

@Suite struct XMLWriterTests {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    private static func xml(_ value: WireValue, as name: String = "x") -> String {
        var writer = XMLWriter()
        writer.write(value, as: name)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (.string("a"), "<x>a</x>"), (.string(""), "<x/>"), (.null, "<x/>"), (.text(nil), "<x/>"),
            (.string(" "), "<x> </x>"), (.string("a\"b'c"), "<x>a\"b'c</x>"),
            (.string("<&>]]>"), "<x>&lt;&amp;&gt;]]&gt;</x>"),
            (.string("a\tb\nc\r\nd\re"), "<x>a\tb\nc&#13;\nd&#13;e</x>"),
            (.string("\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{1F}"), "<x>\(String(repeating: "\u{FFFD}", count: 7))</x>"),
            (.string("\u{FFFE}a\u{FFFF}"), "<x>\u{FFFD}a\u{FFFD}</x>"),
            (.string("\u{FFFD}\u{FFBE}\u{7F}\u{85}\u{1FFFE}"), "<x>\u{FFFD}\u{FFBE}\u{7F}\u{85}\u{1FFFE}</x>"),
            (.string("\u{202E}e\u{301}\u{1F6A7}"), "<x>\u{202E}e\u{301}\u{1F6A7}</x>"),
            (.number(40.7128), "<x>40.7128</x>"), (.number(-74), "<x>-74.0</x>"), (.number(1e-7), "<x>1e-07</x>"),
            (.number(.nan), "<x/>"), (.number(.infinity), "<x/>"), (.integer(.min), "<x>-9223372036854775808</x>"),
            (.bool(true), "<x>true</x>"), (.bool(false), "<x>false</x>"), (.array([]), "<x/>"), (.object([]), "<x/>"),
            (.array([.null, .string("a")]), "<x><item/><item>a</item></x>"),
            (["z": .integer(1), "a": ["b": .null]], "<x><z>1</z><a><b/></a></x>"),
        ] as [(WireValue, String)]
    )
    func `values are written as the Spark convention has them`(value: WireValue, expected: String) throws {
        #expect(Self.xml(value).unicodeScalars.elementsEqual((Self.declaration + expected).unicodeScalars))
        #expect(throws: Never.self) { try XMLElement(reading: Self.xml(value)) }
    }

    @Test(arguments: [0.1 + 0.2, 1e300, .leastNonzeroMagnitude, -0.0, 40, 1 / 3, -73.98765432109876] as [Double])
    func `a number has the same text in both formats`(number: Double) throws {
        let json = String(decoding: WireValue.number(number).json, as: UTF8.self)
        #expect(Self.xml(.number(number)) == "\(Self.declaration)<x>\(json)</x>")
    }

    @Test(arguments: [
        ("services", "service"), ("service_requests", "request"), ("errors", "error"), ("attributes", "attribute"),
        ("values", "value"), ("endpoints", "endpoint"), ("formats", "format"), ("groups", "group"),
    ])
    func `the items of a list have the specification's name`(list: String, item: String) {
        #expect(Self.xml(.array([.bool(true)]), as: list).hasSuffix("<\(list)><\(item)>true</\(item)></\(list)>"))
    }

    @Test(arguments: [
        ("service_code", "service_code"), ("a-b.c9", "a-b.c9"), ("", "_"), ("9a", "_9a"), ("a b", "a_b"),
        ("a:b", "a_b"),
        ("<a/>", "_a__"), ("é\u{1F6A7}", "__"), ("-", "_-"),
    ])
    func `a member's name is always an element's name`(name: String, element: String) {
        #expect(Self.xml(.object([.init(name, .null)])).hasSuffix("<x><\(element)/></x>"))
    }

    @Test func `every character comes back from a reader as it went in, or is the one replacement`() throws {
        let scalars = ((0..<0x3000).map(\.self) + (0xD7F0..<0x10100).map(\.self)).compactMap(Unicode.Scalar.init)
        let text = String(String.UnicodeScalarView(scalars))
        let read = try XMLElement(reading: Self.xml(.string(text))).text
        let lost: Set<UInt32> = Set(0...0x1F).subtracting([0x9, 0xA, 0xD]).union([0xFFFE, 0xFFFF])
        let expected = scalars.map { lost.contains($0.value) ? "\u{FFFD}" : $0 }
        #expect(Array(read.unicodeScalars) == expected)
    }
}
