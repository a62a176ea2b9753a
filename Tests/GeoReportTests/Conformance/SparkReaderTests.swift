import Testing

@testable import GeoReport

/// XML read as values, and what is noticed on the way.
@Suite struct SparkReaderTests {
    private static func read(_ xml: String) throws -> (value: ReadValue, oddities: [Oddity]) {
        let body = try ReadBody(reading: Array(xml.utf8), as: .xml)
        return (body.value, body.oddities)
    }

    @Test func `lists have no, one and two items, and nothing is null`() throws {
        #expect(try Self.read("<services/>").value == .array([]))
        #expect(try Self.read("<services>\n</services>").value == .array([]))
        let one = try Self.read("<services><service><service_code>007</service_code><group/></service></services>")
        #expect(
            one.value == .array([.object([.init("service_code", .untyped("007")), .init("group", .null)])])
        )
        let two = try Self.read("<formats><format>text/xml</format><format>application/json</format></formats>")
        #expect(two.value == .array([.untyped("text/xml"), .untyped("application/json")]))
        let definition = try Self.read(
            "<service_definition><attributes><attribute><values/></attribute></attributes></service_definition>"
        )
        #expect(definition.value["attributes"]?.elements?.first?["values"] == .array([]))
    }

    @Test(arguments: [
        ("<services type=\"array\"/>", Oddity.Kind.attribute, ""),
        ("<services><service nil=\"true\"/></services>", .attribute, "[0]"),
        ("<services xmlns=\"http://example.org/\"/>", .namespace, ""),
        ("<services xmlns:x=\"http://example.org/\"/>", .namespace, ""),
        ("<x:services/>", .namespace, ""),
        ("<services>text<service/></services>", .mixed, ""),
        ("<services><item/></services>", .item(expected: "service"), "[0]"),
        ("<discovery><contact/><contact/><key_service/></discovery>", .repeated, "contact"),
    ])
    func `what GeoReport's XML has no place for is told`(xml: String, kind: Oddity.Kind, path: String) throws {
        let oddities = try Self.read(xml).oddities
        #expect(oddities.map(\.kind) == [kind])
        #expect(oddities.map(\.path) == [path])
    }

    @Test func `the specification's own namespace is allowed`() throws {
        #expect(try Self.read("<services xmlns=\"http://wiki.open311.org/GeoReport_v2\"/>").oddities == [])
    }

    @Test(arguments: [
        ("<!DOCTYPE html><html><head><title>Not here</title></head></html>", "an HTML page titled “Not here”"),
        ("  <HTML></HTML>", "an HTML page"), ("", "an empty body"), (" \n", "an empty body"),
    ])
    func `a page is called a page`(body: String, found: String) {
        for format in Format.allCases {
            do throws(ReadFault) {
                _ = try ReadBody(reading: Array(body.utf8), as: format)
                Issue.record("\(body) was read")
            } catch {
                #expect(error.found == found)
            }
        }
    }
}
