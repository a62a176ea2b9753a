import TestSupport
import Testing

@testable import Web

@Suite struct DegreesTests {
    @Test(arguments: [
        ("40.71280000000001", "40.7128"), ("-74.00600049999999", "-74.006"), ("10.0100004", "10.01"),
        ("10.01", "10.01"),
        ("10.123456", "10.123456"), ("10.1234567", "10.123457"), ("0.00000001", "0"), ("179.99999999", "180"),
        ("ten.0000000", "ten.0000000"), ("1.00000000e9", "1.00000000e9"), ("nan.0000000", "nan.0000000"),
        ("10,0100000001", "10,0100000001"), ("", ""),
    ])
    func `degrees in addresses have six decimals at most`(text: String, expected: String) {
        #expect(text.shortDegrees == expected)
    }

    @Test func `no page or address of a resident says a place to the atom, and what is stored is what was sent`()
        async throws
    {
        try await TinyServer.with { visitor in
            let (lat, long) = ("10.010000123456789", "20.005000987654321")
            let place = "lat=\(lat)&long=\(long)"
            let form = Visitor.pothole.merging(["lat": lat, "long": long]) { $1 }
            let draft = try await visitor.draft(form)
            let id = try await visitor.submitted(form)
            for path in [
                "/report/where?\(place)", "/report/what?\(place)", "/report/details?service=pothole&seen=1&\(place)",
                "/report/nearby?service=pothole&\(place)", "/report/check?draft=\(draft)",
                "/report/what?draft=\(draft)&change=1", "/report/where?draft=\(draft)&change=1",
                "/report/where?centre=\(lat),\(long)&zoom=16", "/r/\(id)", "/r/\(id)/follow",
            ] {
                let page = try await visitor.page(path)
                #expect(page.status == 200, "\(path)")
                let long = page.text.firstMatch(of: #/[0-9]\.[0-9]{7,}/#)
                #expect(long == nil, "\(path): \(String(long?.output ?? ""))")
            }
            // The words beside it are written without moving it.
            let check = try await visitor.page("/report/check?draft=\(draft)")
            let near = try await visitor.page(try #require(check.links.first { $0.contains("lat=10.01&") }))
            _ = try await visitor.post("/report/where", near.hiddenFields.merging(["near": "The well"]) { $1 })
            let sent = try await visitor.sent(draft)
            for id in [id, sent] {
                let record = try await visitor.get("/open311/v2/requests/\(id).json")
                #expect(record.text.contains("10.01000012345") && record.text.contains("20.00500098765"))
            }
        }
    }
}
