import Foundation
import Testing

@testable import GeoReport

@Suite struct WireValueTests {
    private static func json(_ value: WireValue) -> String { String(decoding: value.json, as: UTF8.self) }

    @Test(
        arguments: [
            (.string(""), #""""#),
            (.string("a\"b\\c/d"), #""a\"b\\c/d""#),
            (
                .string("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}"),
                "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\u{7F}\""
            ),
            (.string("é\u{2028}\u{1F6A7}"), "\"é\u{2028}\u{1F6A7}\""),
            (.string("\r\n"), #""\r\n""#),
            (.number(40.7128), "40.7128"), (.number(-74), "-74.0"), (.number(0.1 + 0.2), "0.30000000000000004"),
            (.number(1e-7), "1e-07"), (.number(1e300), "1e+300"), (.number(-0.0), "-0.0"),
            (.number(.nan), "null"), (.number(-.infinity), "null"),
            (.integer(.min), "-9223372036854775808"), (.integer(7), "7"),
            (.bool(true), "true"), (.bool(false), "false"), (.null, "null"),
            (.array([]), "[]"), (.object([]), "{}"),
            (.array([.integer(1), .array([.null]), .string("x")]), #"[1,[null],"x"]"#),
            (["z": 1.wire, "a": ["é\"": .null]], #"{"z":1,"a":{"é\"":null}}"#),
            (.text(nil), "null"), (.text(""), "null"), (.text("0"), #""0""#),
        ] as [(WireValue, String)]
    )
    func `values are written as RFC 8259 says`(value: WireValue, expected: String) throws {
        #expect(Self.json(value) == expected)
        #expect(throws: Never.self) {
            try JSONSerialization.jsonObject(with: Data(value.json), options: .fragmentsAllowed)
        }
    }

    @Test func `every character comes back from a reader as it went in`() throws {
        let text = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
        let read = try JSONSerialization.jsonObject(
            with: Data(WireValue.string(text).json),
            options: .fragmentsAllowed
        )
        #expect((read as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test func `coordinates come back as the same number`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let number = Double.random(in: -180...180, using: &generator)
            #expect(Double(Self.json(.number(number))) == number)
        }
    }
}

extension Int {
    fileprivate var wire: WireValue { .integer(self) }
}
