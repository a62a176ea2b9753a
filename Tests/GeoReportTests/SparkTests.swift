import TestSupport
import Testing

/// The tests' own reader and comparison: what they must not let pass.
@Suite struct SparkTests {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    @Test(arguments: [
        "<a>", "<a></b>", "<a/><b/>", "<a/>\n", "<a b=\"c\"/>", "<a:b/>", "<a><!-- --></a>", "<a>]]></a>",
        "<a><![CDATA[b]]></a>", "<a>b<c/></a>", "<a>&nbsp;</a>", "<a>&#1;</a>", "<a>&#xFFFE;</a>", "<a>&</a>",
        "<a>\u{1}</a>", "<a>\u{FFFF}</a>", "<9/>", "</>", "text", "", "<a>&#x110000;</a>",
    ])
    func `what GeoReport may not write is refused`(document: String) {
        #expect(throws: XMLFault.self) { try XMLElement(reading: Self.declaration + document) }
    }

    @Test(arguments: ["", "<?xml version=\"1.0\"?>\n", "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"])
    func `a document without the declaration is refused`(declaration: String) {
        #expect(throws: XMLFault.self) { try XMLElement(reading: declaration + "<a/>") }
    }

    @Test(
        arguments: [
            ("<errors/>", "[]", true), ("<errors/>", #"[{}]"#, false), ("<errors/>", "null", true),
            ("<errors><error/></errors>", "[null]", true), ("<errors><fault/></errors>", "[null]", false),
            ("<errors><error><code>1</code></error></errors>", #"[{"code":"1"}]"#, true),
            ("<errors><error><code>1</code></error></errors>", #"[{"code":"2"}]"#, false),
            ("<errors><error><code>1</code></error></errors>", #"[{"code":null}]"#, false),
            ("<errors><error><code>1</code></error></errors>", #"[{"code":"1","more":"2"}]"#, false),
            ("<errors><error><code>1</code><code>1</code></error></errors>", #"[{"code":"1"}]"#, false),
            ("<errors><error><code/></error></errors>", #"[{"code":""}]"#, false),
            ("<errors><error><code/></error></errors>", #"[{"code":"1"}]"#, false),
            ("<errors>true</errors>", "true", true), ("<errors>True</errors>", "true", false),
            ("<errors>1.50</errors>", "1.5", true), ("<errors>1.51</errors>", "1.5", false),
            ("<errors>a\u{FFFD}b</errors>", #""a\u0001b""#, true), ("<errors>a b</errors>", #""a\u0001b""#, false),
            ("<errors>\u{E9}</errors>", "\"e\u{301}\"", false), ("<errors>a\r</errors>", #""a\r""#, false),
            ("<errors>a&#13;</errors>", #""a\r""#, true),
        ]
    )
    func `differences are found, and only those`(xml: String, json: String, isSame: Bool) throws {
        let differences = try Spark.differences(xml: Self.declaration + xml, json: json, root: "errors")
        #expect(differences.isEmpty == isSame, "\(differences)")
    }

    @Test func `another outermost element is an error`() {
        #expect(throws: XMLFault.self) {
            try Spark.differences(xml: Self.declaration + "<errors/>", json: "[]", root: "services")
        }
    }
}
