import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

@Suite struct SameOriginTests {
    @Test(arguments: [
        ([:], true),
        (["Sec-Fetch-Site": "same-origin"], true),
        (["Sec-Fetch-Site": "none"], true),
        (["Sec-Fetch-Site": "same-site"], false),
        (["Sec-Fetch-Site": "cross-site", "Origin": "http://city.example"], false),
        (["Origin": "http://city.example"], true),
        (["Origin": "https://CITY.example"], true),
        (["Origin": "http://city.example:8080"], false),
        (["Origin": "http://city.example.evil.example"], false),
        (["Origin": "http://evil.example"], false),
        (["Origin": "null"], false),
        (["Origin": "city.example"], false),
    ])
    func `a form counts only when it comes from a page of the same site`(headers: [String: String], isOurs: Bool) {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "city.example", path: "/report/check")
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        if isOurs {
            #expect(throws: Never.self) { try SameOrigin.check(request) }
        } else {
            #expect(throws: Refusal.self) { try SameOrigin.check(request) }
        }
    }
}
