import Testing

@testable import GeoReport

@Suite struct AgreementTests {
    @Test(arguments: [
        ("<services/>", "[]", 0), ("<services/>", "[{\"service_code\":\"a\"}]", 1),
        ("<services><service><service_code>a</service_code></service></services>", "[{\"service_code\":\"a\"}]", 0),
        ("<services><service><service_code>a</service_code></service></services>", "[{\"service_code\":\"b\"}]", 1),
        ("<services><service><metadata>True</metadata></service></services>", "[{\"metadata\":true}]", 0),
        ("<services><service><metadata>true</metadata></service></services>", "[{\"metadata\":\"false\"}]", 1),
        ("<service_requests><request><lat>10.50</lat></request></service_requests>", "[{\"lat\":10.5}]", 0),
        ("<service_requests><request><lat>10.51</lat></request></service_requests>", "[{\"lat\":10.5}]", 1),
        ("<service_requests><request><lat/></request></service_requests>", "[{\"lat\":null}]", 0),
        ("<service_requests><request><lat/></request></service_requests>", "[{\"lat\":0}]", 1),
        ("<service_requests><request><lat>1</lat></request></service_requests>", "{\"lat\":1}", 0),
        (
            "<service_requests><request><description>a\u{FFFD}</description></request></service_requests>",
            "[{\"description\":\"a\\u0001\"}]", 0
        ),
        (
            "<service_requests><request><description>é</description></request></service_requests>",
            "[{\"description\":\"e\\u0301\"}]", 1
        ),
        (
            "<service_requests><request><requested_datetime>2026-01-31T09:30:00Z</requested_datetime></request>"
                + "</service_requests>",
            "[{\"requested_datetime\":\"2026-01-31T10:30:00.5+01:00\"}]", 0
        ),
        (
            "<service_requests><request><requested_datetime>2026-01-31T09:30:00Z</requested_datetime></request>"
                + "</service_requests>",
            "[{\"requested_datetime\":\"2026-01-31T09:30:00+01:00\"}]", 1
        ),
        // Another order is no difference, and a field that one of them lacks is another check's.
        (
            "<services><service><service_code>a</service_code></service><service><service_code>b</service_code>"
                + "</service></services>",
            "[{\"service_code\":\"b\"},{\"service_code\":\"a\",\"group\":\"c\"}]", 0
        ),
    ])
    func `differences of meaning are found, and only those`(xml: String, json: String, count: Int) throws {
        let left = try ReadBody(reading: Array(xml.utf8), as: .xml).value
        let right = try ReadBody(reading: Array(json.utf8), as: .json).value
        let differences = Agreement.differences(xml: left, json: right)
        #expect(differences.count == count, "\(differences)")
    }
}
