import GeoReport
import TestSupport
import Testing

/// That what validates every answer of these tests notices what is wrong with one.
@Suite struct AnswerCheckTests {
    private static let error = #"[{"code":"400","description":"x"}]"#
    private static let token = #"[{"service_request_id":null,"token":"T"}]"#
    private static let head = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"

    private static let right: [(String, Format, String)] = [
        ("errors", .json, error), ("token", .json, token),
        ("receipt", .json, #"[{"service_request_id":"1","service_notice":null,"account_id":null}]"#),
        ("receipt", .json, #"[{"service_notice":null,"account_id":null}]"#),
        ("errors", .xml, "<errors><error><description>x</description><code>400</code></error></errors>"),
        (
            "token", .xml,
            "<service_requests><request><service_request_id/><token>T</token></request></service_requests>"
        ),
        ("requests", .xml, "<service_requests/>"), ("requests", .json, "[]"),
        (
            "receipt", .xml,
            "<service_requests><request><service_notice/><account_id/></request></service_requests>"
        ),
    ]

    private static let wrong: [(String, Format, String)] = [
        ("errors", .json, "[]"), ("errors", .json, #"{"code":"400","description":"x"}"#),
        ("errors", .json, #"[{"code":400,"description":"x"}]"#),
        ("errors", .json, #"[{"code":"418","description":"x"}]"#),
        ("errors", .json, #"[{"code":"400","description":""}]"#), ("errors", .json, #"[{"code":"400"}]"#),
        ("errors", .json, #"[{"code":"400","description":"x","more":1}]"#), ("errors", .json, "{"),
        ("token", .json, #"[{"service_request_id":"","token":"T"}]"#), ("token", .json, "[]"),
        (
            "receipt", .json,
            #"[{"service_request_id":"1","token":"T","service_notice":null,"account_id":null}]"#
        ),
        (
            "receipt", .json,
            #"[{"service_notice":null,"account_id":null,"extended_attributes":{"department":"a","queue":"a"}}]"#
        ),
        ("receipt-extended", .json, #"[{"service_notice":null,"account_id":null}]"#),
        ("errors", .xml, "<errors/>"), ("errors", .xml, "<errors><error><code>400</code></error></errors>"),
        ("errors", .xml, "<errors><error><code>418</code><description>x</description></error></errors>"),
        (
            "errors", .xml,
            #"<errors type="array"><error><code>400</code><description>x</description></error></errors>"#
        ),
        ("errors", .xml, "<faults><error><code>400</code><description>x</description></error></faults>"),
        (
            "errors", .xml,
            #"<errors xmlns="urn:x"><error><code>400</code><description>x</description></error></errors>"#
        ),
        (
            "token", .xml,
            "<service_requests><request><service_request_id/><token/></request></service_requests>"
        ),
        (
            "receipt", .xml,
            """
            <service_requests><request><service_request_id>1</service_request_id><token>T</token><service_notice/>\
            <account_id/></request></service_requests>
            """
        ),
        ("requests", .xml, "<service_requests><request/></service_requests>"), ("requests", .xml, "<service_requests>"),
    ]

    @Test func `what is right is let through, and each fault is named, in both formats`() async throws {
        guard let checker = AnswerCheck.shared.checker else { return }
        for (cases, isRight) in [(Self.right, true), (Self.wrong, false)] {
            for (name, format, text) in cases {
                let body = Array(((format == .xml ? Self.head : "") + text).utf8)
                let complaints = try await checker.complaints(
                    about: body,
                    as: DescribedAnswer(name: name, format: format)
                )
                #expect(complaints.isEmpty == isRight, "\(name) \(text): \(complaints)")
            }
        }
    }

    @Test func `whatever a real answer loses or gains is noticed, in both formats`() async throws {
        guard let checker = AnswerCheck.shared.checker else { return }
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            for (path, name) in [
                ("v2/requests", "requests"), ("v2/requests.*?extensions=true", "requests-extended"),
                ("v2/services", "services"), ("v2/services/pothole", "service-definition"), ("discovery", "discovery"),
            ] {
                let parts = path.split(separator: "?")
                let query = parts.count > 1 ? "?\(parts[1])" : ""
                let base = "/open311/\(parts[0].replacing(".*", with: ""))"
                let json = try await visitor.get("\(base).json\(query)").text
                let xml = try await visitor.get("\(base).xml\(query)").text
                let bad: [(Format, String)] = [
                    (.json, json.replacing("_datetime\":\"2", with: "_datetime\":\"x")),
                    (.json, json.replacing("\":\"", with: "_\":\"")),
                    (.json, json.replacing("\"service_code\":", with: "\"more\":1,\"service_code\":")),
                    (.json, json.replacing("null", with: "\"\"")), (.json, json.replacing("true", with: "\"true\"")),
                    (.xml, xml.replacing("code>", with: "codes>")),
                    (.xml, xml.replacing("><", with: "><more/><")), (.xml, xml.replacing("true", with: "yes")),
                    (.xml, xml.replacing("type>", with: "type><b/>")),
                ]
                for (format, text) in bad where text != (format == .json ? json : xml) {
                    let complaints = try await checker.complaints(
                        about: Array(text.utf8),
                        as: DescribedAnswer(name: name, format: format)
                    )
                    #expect(!complaints.isEmpty, "\(name): \(text)")
                }
            }
        }
    }
}
