import TestSupport
import Testing

@testable import GeoReport

/// The suite's own reader of JSON: what it must not let pass, and what it must.
@Suite struct JSONReaderTests {
    private static func read(_ text: String) throws(ReadFault) -> ReadValue {
        var reader = JSONReader(Array(text.utf8))
        return try reader.document()
    }

    @Test(arguments: [
        "", " ", "[", "]", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1 2]", "'a'", "\"a",
        "nul",
        "True", "NaN", "-", "+1", "01", "-01", "001", "1.", ".5", "1e", "1e+", "0x10", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\ud800a\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"a\nb\"", "\"\u{1}\"", "[] []",
        "{\"a\":1,\"a\":2}", "\u{FEFF}[]", "// no\n[]", "\"\\u+123\"",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: ReadFault.self) { try Self.read(text) }
    }

    @Test(arguments: [
        ("null", ReadValue.null), (" true ", .bool(true)), ("\n[]\n", .array([])), ("{}", .object([])),
        ("-0.5e+10", .number("-0.5e+10")), ("0", .number("0")), ("\"\\u00e9\\n\\/\"", .text("é\n/")),
        ("\"\\ud83d\\ude00\"", .text("😀")), ("\"é\"", .text("é")),
        ("[1,\"a\",null]", .array([.number("1"), .text("a"), .null])),
        ("{\"b\":{\"a\":[]}}", .object([.init("b", .object([.init("a", .array([]))]))])),
    ])
    func `JSON is read as it is written`(text: String, value: ReadValue) throws {
        #expect(try Self.read(text) == value)
    }

    @Test func `what is no UTF-8, and what is nested without end, is refused`() {
        var broken = JSONReader([0x22, 0xFF, 0x22])
        #expect(throws: ReadFault.self) { try broken.document() }
        var deep = JSONReader(Array(repeating: UInt8(ascii: "["), count: 100_000))
        #expect(throws: ReadFault.self) { try deep.document() }
        var limits = ReadLimits()
        limits.values = 10
        var long = JSONReader(Array("[1,2,3,4,5,6,7,8,9,10,11]".utf8), limits: limits)
        #expect(throws: ReadFault.self) { try long.document() }
    }

    @Test func `a fault says where it is`() throws {
        do throws(ReadFault) {
            _ = try Self.read("[\n  {\"a\": 007}\n]")
            Issue.record("leading zeros were read")
        } catch {
            #expect(error.description == "line 2, column 9: expected a number without leading zeros, found “007} ]”")
        }
    }

    @Test func `what our writer writes is read back`() throws {
        for text in HostileTexts.all {
            let value: WireValue = ["a": .array([.string(text), .null, .bool(false), .integer(-7)])]
            var reader = JSONReader(value.json)
            #expect(
                try reader.document()
                    == .object([.init("a", .array([.text(text), .null, .bool(false), .number("-7")]))])
            )
        }
    }
}
