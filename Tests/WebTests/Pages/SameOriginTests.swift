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

    @Test(arguments: [
        ("/r/4TNK0X9RC/note", true), ("/r/4TNK0X9RC/note?key=x", true), ("/rest", false), ("/report/check", false),
        ("/desk/r/", false), ("/follow/00112233445566778899aabbccddeeff", true),
        ("/follow/00112233445566778899aabbccddeeff?lang=es", true), ("/follow/places", false), ("/follow", false),
        ("/follow/0011", false), ("/follow/00112233445566778899aabbccddeeff/x", false),
        ("/desk/follow/00112233445566778899aabbccddeeff", false),
    ])
    func `a form of a page that tells nobody its address counts where no session is taken`(
        path: String,
        isSecret: Bool
    ) {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "city.example", path: path)
        head.headerFields[.origin] = "null"
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let isTaken = (try? SameOrigin.check(request)) != nil
        #expect(isTaken == isSecret)
        head.headerFields[.secFetchSite] = "cross-site"
        let foreign = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(throws: Refusal.self) { try SameOrigin.check(foreign) }
    }
}
