import TestSupport
import Testing

@testable import GeoReport

/// The suite's own reader of XML: what it must not let pass, and what it must.
@Suite struct ElementReaderTests {
    private static func read(_ text: String) throws(ReadFault) -> ReadDocument {
        var reader = ElementReader(Array(text.utf8))
        return try reader.document()
    }

    @Test(arguments: [
        "", "text", "<a>", "<a></b>", "<a/><b/>", "<a/>text", "<9/>", "</>", "<a", "<a b/>", "<a b=c/>", "<a b=\"c/>",
        "<a b=\"1\" b=\"2\"/>", "<a b=\"1\"c=\"2\"/>", "<a b=\"<\"/>", "<a>&</a>", "<a>&nbsp;</a>", "<a>&#0;</a>",
        "<a>&#1;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>", "<a>&#+65;</a>", "<a>&#;</a>", "<a>]]></a>",
        "<a><![CDATA[b</a>", "<a><!-- b</a>", "<a><?b</a>", "<a>\u{1}</a>", "<a>\u{FFFF}</a>",
        " <?xml version=\"1.0\"?><a>",
        "<?xml version=\"2.0\"?><a/>", "<?xml version=1.0?><a/>", "<?xml version=\"1.0\" encoding=\"utf-8\"><a/>",
    ])
    func `what is no XML is refused`(document: String) {
        #expect(throws: ReadFault.self) { try Self.read(document) }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
    ])
    func `document types are refused with words`(document: String) throws {
        do throws(ReadFault) {
            _ = try Self.read(document)
            Issue.record("a document type was read")
        } catch {
            #expect(error.found == "<!DOCTYPE: document types and their entities are refused")
        }
    }

    @Test(arguments: [
        ("<a/>", ""), ("<a></a>", ""), ("<a> b </a>", " b "), ("<a>&lt;&amp;&gt;&quot;&apos;</a>", "<&>\"'"),
        ("<a>&#233;&#xe9;</a>", "éé"), ("<a><![CDATA[<b>]]></a>", "<b>"), ("<a>b<!-- c -->d<?e f?></a>", "bd"),
        ("<a>b\r\nc\rd</a>", "b\nc\nd"), ("<a>&#13;</a>", "\r"), ("<!-- before --><a>b</a><!-- after -->\n", "b"),
        ("\u{FEFF}<a>é😀</a>", "é😀"), ("<a >b</a >", "b"),
    ])
    func `XML is read as it is written`(document: String, text: String) throws {
        let root = try Self.read(document).root
        #expect(root.name == "a" && root.children.isEmpty)
        #expect(root.text.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test func `declaration, attributes and prefixes are told`() throws {
        let document = try Self.read(
            "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<x:a b='1' c=\"&lt;\"><d/></x:a>"
        )
        #expect(document.hasDeclaration && document.encoding == "UTF-8")
        #expect(document.root.name == "x:a")
        #expect(document.root.attributes == [.init(name: "b", value: "1"), .init(name: "c", value: "<")])
        #expect(document.root.children.map(\.name) == ["d"])
        #expect(try Self.read("<a/>").hasDeclaration == false)
    }

    @Test func `what is no UTF-8, and what is nested or attributed without end, is refused`() {
        for bytes in [[0xFE, 0xFF, 0, 0x3C], [0x3C, 0x61, 0x3E, 0xFF], Array("<a>".utf8) + [0xC3, 0x28]] as [[UInt8]] {
            var reader = ElementReader(bytes)
            #expect(throws: ReadFault.self) { try reader.document() }
        }
        var deep = ElementReader(Array(String(repeating: "<a>", count: 50_000).utf8))
        #expect(throws: ReadFault.self) { try deep.document() }
        let attributes = (0..<100).map { " a\($0)=\"\"" }.joined()
        #expect(throws: ReadFault.self) { try Self.read("<a\(attributes)/>") }
    }

    @Test func `what our writer writes is read back, as far as XML can hold it`() throws {
        for text in HostileTexts.all {
            let body = WireBody(.errors, .array([["code": .string(text)]]))
            let read = try ReadBody(reading: body.encoded(as: .xml), as: .xml)
            #expect(read.root == "errors" && read.oddities.isEmpty && read.encoding == "utf-8")
            let found = read.value.elements?.first?["code"]
            let carried = text.unicodeScalars.map { ElementReader.isCharacter($0) ? $0 : "\u{FFFD}" as Unicode.Scalar }
            guard case .untyped(let string)? = found else {
                Issue.record("\(text.debugDescription) was read as \(String(describing: found))")
                continue
            }
            #expect(string.unicodeScalars.elementsEqual(carried), "\(text.debugDescription)")
        }
    }
}
