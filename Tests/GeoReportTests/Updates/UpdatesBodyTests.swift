import Foundation
import GeoReport
import Testing

@Suite struct UpdatesBodyTests {
    private static func update(
        _ description: String = "Parks dealt with it.",
        media: [String] = [],
        outcome: String? = nil,
        client: String? = nil
    ) -> RequestUpdate {
        RequestUpdate(
            id: "U1",
            requestID: "R1",
            status: .inProgress,
            at: Date(timeIntervalSince1970: 1_767_225_600.9),
            description: description,
            mediaURLs: media,
            outcome: outcome,
            reference: "R-1",
            clientReference: client
        )
    }

    private static func text(_ updates: [RequestUpdate], _ format: Format) -> String {
        String(decoding: UpdatesBody.body(updates).encoded(as: format), as: UTF8.self)
    }

    private static let start = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"

    @Test func `an update has its six fields always, and the others where something is known`() {
        #expect(
            Self.text([Self.update()], .json)
                == #"[{"update_id":"U1","service_request_id":"R1","status":"in_progress","#
                + #""updated_datetime":"2026-01-01T00:00:00Z","description":"Parks dealt with it.","media_url":null,"#
                + #""customer_reference":"R-1"}]"#
        )
        #expect(
            Self.text([Self.update(outcome: "done", client: "77")], .xml)
                == Self.start + "<service_request_updates><request_update><update_id>U1</update_id>"
                + "<service_request_id>R1</service_request_id><status>in_progress</status>"
                + "<updated_datetime>2026-01-01T00:00:00Z</updated_datetime>"
                + "<description>Parks dealt with it.</description><media_url/>"
                + "<external_status_code>done</external_status_code><customer_reference>R-1</customer_reference>"
                + "<fixmystreet_id>77</fixmystreet_id></request_update></service_request_updates>"
        )
    }

    @Test func `of several pictures XML has an element each and JSON a list, of one both have that`() {
        let one = Self.update(media: ["https://a/1"])
        let two = Self.update(media: ["https://a/1", "https://a/2?b&c"])
        #expect(Self.text([one], .json).contains(#""media_url":"https://a/1","#))
        #expect(Self.text([one], .xml).contains("<media_url>https://a/1</media_url><customer"))
        #expect(Self.text([two], .json).contains(#""media_url":["https://a/1","https://a/2?b&c"],"#))
        #expect(
            Self.text([two], .xml).contains(
                "</description><media_url>https://a/1</media_url><media_url>https://a/2?b&amp;c</media_url><customer"
            )
        )
    }

    @Test func `no updates are an empty list, and a receipt is a list of one`() {
        #expect(Self.text([], .json) == "[]")
        #expect(Self.text([], .xml) == Self.start + "<service_request_updates/>")
        let receipt = UpdatesBody.receipt("U7")
        #expect(String(decoding: receipt.encoded(as: .json), as: UTF8.self) == #"[{"update_id":"U7"}]"#)
        #expect(
            String(decoding: receipt.encoded(as: .xml), as: UTF8.self) == Self.start
                + "<service_request_updates><request_update><update_id>U7</update_id></request_update>"
                + "</service_request_updates>"
        )
    }
}
