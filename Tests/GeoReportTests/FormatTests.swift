import GeoReport
import Testing

@Suite struct FormatTests {
    @Test func `formats know their ending and their content type`() {
        #expect(Format(pathExtension: "JSON") == .json)
        #expect(Format(pathExtension: "xml") == .xml)
        #expect(Format(pathExtension: "csv") == nil)
        #expect(Format.json.contentType == "application/json; charset=utf-8")
        #expect(Format.xml.contentType == "text/xml; charset=utf-8")
    }

    @Test(
        arguments: [
            ("/open311/v2/services.xml", .xml), ("/open311/v2/services.json", .json),
            ("/open311/v2/SERVICES.XML", .xml),
            ("/open311/v2/services.xml/", .xml), ("/open311/v2/requests/a.json.xml", .xml),
            ("/open311/v2/requests/a.xml.json", .json), ("/open311/v2.xml/requests", .json),
            ("/open311/v2/services.csv", .json), ("/open311/v2/services", .json), ("/open311/v2/xml", .json),
            ("/open311/v2/services.xml.", .json), ("/open311/v2/.xml", .xml), ("/", .json), ("", .json),
        ] as [(String, Format)]
    )
    func `an answer has the format the path's ending names, else JSON`(path: String, format: Format) {
        #expect(Format(endOf: path) == format)
    }
}
