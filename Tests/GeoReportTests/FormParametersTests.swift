import Boundaries
import Testing

@testable import GeoReport

@Suite struct FormParametersTests {
    private static func pairs(_ form: String) throws -> [[String]] {
        try FormParameters(decoding: form.utf8).parameters.map { [$0.name, $0.value] }
    }

    @Test(
        arguments: [
            ("", []), ("&&&", []), ("a=1", [["a", "1"]]), ("a", [["a", ""]]), ("a=", [["a", ""]]), ("=1", [["", "1"]]),
            ("a=1&b=2&a=3", [["a", "1"], ["b", "2"], ["a", "3"]]), ("a==&&b=c=d&", [["a", "="], ["b", "c=d"]]),
            ("a+b=c+d%2B", [["a b", "c d+"]]), ("a=%41%e2%82%AC", [["a", "A€"]]), ("a=€", [["a", "€"]]),
            ("attribute%5Bdescriptor%5D=x", [["attribute[descriptor]", "x"]]), ("a=1;b=2", [["a", "1;b=2"]]),
            ("a=%26%3D%25", [["a", "&=%"]]), ("a=%F0%9F%9A%A7", [["a", "\u{1F6A7}"]]),
            ("a=\\ud800", [["a", "\\ud800"]]),
            ("a=%0D%0A", [["a", "\r\n"]]), ("a=%EF%BB%BFx", [["a", "\u{FEFF}x"]]),
            ("a=%EF%BF%BF", [["a", "\u{FFFF}"]]),
        ] as [(String, [[String]])]
    )
    func `forms are decoded in order`(form: String, expected: [[String]]) throws {
        #expect(try Self.pairs(form) == expected)
    }

    @Test(arguments: [
        ("a=%", "a: expected two hexadecimal digits after %, found “%”"),
        ("a=%4", "a: expected two hexadecimal digits after %, found “%4”"),
        ("a=1&lat=4%zz0", "lat: expected two hexadecimal digits after %, found “%zz”"),
        ("a=%u0041", "a: expected two hexadecimal digits after %, found “%u0”"),
        ("a=%+1", "a: expected two hexadecimal digits after %, found “%+1”"),
        ("a=%4&b=1", "a: expected two hexadecimal digits after %, found “%4”"),
        ("b=1&%4x=2", "the name of parameter 2: expected two hexadecimal digits after %, found “%4x”"),
        ("a=%FF", "a: expected text in UTF-8, found bytes that are not"),
        // A lone surrogate, an overlong slash, an overlong NUL, above U+10FFFF, cut off, a stray continuation.
        ("a=%ED%A0%80", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%ED%A0%BD%ED%BA%A7", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%C0%AF", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%C0%80", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%E0%80%AF", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%F4%90%80%80", "a: expected text in UTF-8, found bytes that are not"),
        ("a=%E2%82", "a: expected text in UTF-8, found bytes that are not"),
        ("a=x%80", "a: expected text in UTF-8, found bytes that are not"),
        ("%FF=1", "the name of parameter 1: expected text in UTF-8, found bytes that are not"),
        ("a=1%00", "a: expected text, found a NUL character"),
        ("a=\u{0}", "a: expected text, found a NUL character"),
        ("a%00=1", "the name of parameter 1: expected text, found a NUL character"),
        ("=%00", "parameter 1: expected text, found a NUL character"),
        ("a%0Ab=%00", "a b: expected text, found a NUL character"),
    ])
    func `broken forms are refused and the parameter named`(form: String, description: String) throws {
        let error = try #require(throws: GeoReportError.self) { try FormParameters(decoding: form.utf8) }
        #expect(error == GeoReportError(.formMalformed, description))
        #expect(error.status == 400)
    }

    @Test func `raw bytes that are no UTF-8 are refused`() throws {
        let error = try #require(throws: GeoReportError.self) {
            try FormParameters(decoding: [0x61, 0x3D, 0xC3, 0x28] as [UInt8])
        }
        #expect(error.faults.map(\.code) == [.formMalformed])
    }

    @Test func `every broken parameter is named, but no more than twenty`() throws {
        let error = try #require(throws: GeoReportError.self) {
            try FormParameters(decoding: "a=%&b=ok&c=%00&d=%FF".utf8)
        }
        #expect(error.faults.map { $0.description.prefix(2) } == ["a:", "c:", "d:"])
        let hostile = try #require(throws: GeoReportError.self) {
            try FormParameters(decoding: String(repeating: "a=%&", count: 400).utf8)
        }
        #expect(hostile.faults.count == 20)
    }

    @Test func `ten thousand parameters are refused`() throws {
        let error = try #require(throws: GeoReportError.self) {
            try FormParameters(decoding: String(repeating: "a=1&", count: 10_000).utf8)
        }
        #expect(error == GeoReportError(.formTooLarge, "expected at most 500 parameters, found more"))
        #expect(try FormParameters(decoding: String(repeating: "a=1&", count: 500).utf8).parameters.count == 500)
    }

    @Test func `a value of a megabyte is decoded and two megabytes are refused`() throws {
        let megabyte = String(repeating: "%41+", count: 1 << 18)
        #expect(try FormParameters(decoding: ("a=" + megabyte).utf8)["a"]?.utf8.count == (2 << 18) - 1)
        let error = try #require(throws: GeoReportError.self) {
            try FormParameters(decoding: ("a=" + megabyte + megabyte).utf8)
        }
        #expect(error.faults.map(\.description) == ["expected at most 2097152 bytes of parameters, found 2097154"])
    }

    @Test func `a name of more than 256 bytes is refused`() throws {
        let name = String(repeating: "n", count: 256)
        #expect(try FormParameters(decoding: "\(name)=1".utf8)[name] == "1")
        let error = try #require(throws: GeoReportError.self) { try FormParameters(decoding: "\(name)n=1".utf8) }
        #expect(
            error
                == GeoReportError(.formTooLarge, "parameter 1: expected a name of at most 256 bytes, found 257")
        )
    }

    @Test func `an empty parameter counts as absent`() throws {
        let form = try FormParameters(decoding: "a=&a=+%09%C2%A0&a=+x+y%0A&b=&a=z".utf8)
        #expect(form["a"] == "x y")
        #expect(form.all(named: "a") == ["x y", "z"])
        #expect(form["b"] == nil)
        #expect(form["c"] == nil)
        #expect(form.all(named: "b").isEmpty)
    }

    @Test(
        arguments: [
            ("attribute[c]=a", ["c": ["a"]]),
            ("attribute[c][]=a&attribute[c][]=b", ["c": ["a", "b"]]),
            ("attribute[c]=a&attribute[c]=b", ["c": ["a", "b"]]),
            ("attribute[c][0]=a&attribute[c][1]=b", ["c": ["a", "b"]]),
            ("attribute%5Bc%5D%5B%5D=a&attribute[c]=b&attribute[d]=e", ["c": ["a", "b"], "d": ["e"]]),
            ("attribute[c]=&attribute[c][]=+", [:]), ("attribute=1&attributes[c]=2&xattribute[c]=3", [:]),
            ("attribute[+c%09]=a", ["c": ["a"]]), ("attribute[ñ€]=a", ["ñ€": ["a"]]),
        ] as [(String, [String: [String]])]
    )
    func `answers come in every dialect`(form: String, answers: [String: [String]]) throws {
        let parameters = try FormParameters(decoding: form.utf8)
        #expect(parameters.attributes == answers)
        #expect(parameters.malformedAttributes.isEmpty)
    }

    @Test(arguments: [
        "attribute[", "attribute[]", "attribute[c", "attribute[c]x", "attribute[c][", "attribute[c][x]",
        "attribute[c][][]", "attribute[+]", "attribute[c]]", "attribute[][]",
    ])
    func `names that only begin like an answer's are malformed`(name: String) throws {
        let parameters = try FormParameters(decoding: "\(name)=1".utf8)
        #expect(parameters.attributes.isEmpty)
        #expect(parameters.malformedAttributes.count == 1)
        #expect(try FormParameters(decoding: "\(name)=".utf8).malformedAttributes.isEmpty)
    }

    /// San Francisco's box, in which a swapped pair is out of range.
    static let sanFrancisco = BoundingBox(
        [(37.6, -122.6), (37.9, -122.3)].compactMap { try? Coordinate(latitude: $0, longitude: $1) }
    )

    @Test(arguments: [
        ("lat=-122.4&long=37.8", sanFrancisco, true), ("lat=-122.4&long=40.7", sanFrancisco, false),
        ("lat=-122.4&long=37.8", nil, true), ("lat=91&long=-73.9", sanFrancisco, false),
        ("lat=91&long=-73.9", nil, true), ("lat=91&long=-91", nil, false), ("lat=-122.4&long=187.8", nil, false),
    ])
    func `a pair out of range looks swapped only where turning it round helps`(
        form: String,
        extent: BoundingBox?,
        looksSwapped: Bool
    ) throws {
        let parameters = try FormParameters(decoding: form.utf8)
        let error = try #require(throws: GeoReportError.self) { try parameters.coordinate(near: extent) }
        let descriptions = error.faults.map(\.description)
        #expect(descriptions.count == 1)
        #expect(descriptions.allSatisfy { $0.hasSuffix("lat and long look swapped") == looksSwapped })
    }

    @Test(arguments: [("extensions=true", true), ("extensions=TRUE", true), ("extensions=", false), ("", false)])
    func `extensions are only for those who ask`(query: String, expected: Bool) throws {
        #expect(try FormParameters(decoding: query.utf8).wantsExtensions == expected)
    }
}
