import TestSupport
import Testing

@testable import Web

@Suite struct SpokenLanguageTests {
    private static let spanish = ["Accept-Language": "es-MX, es;q=0.9, en;q=0.5"]

    @Test func `what a resident is told is in the language that the app asks for, and stays so`() async throws {
        try await TinyServer.with { visitor in
            let sent = try await visitor.submit(headers: Self.spanish)
            let notice = try #require(try sent.json[0]?["service_notice"]?.text)
            #expect(notice.hasPrefix("Esto va a Obras Públicas"), "\(notice)")
            #expect(sent[header: "Content-Language"] == "es")
            #expect(sent[header: "Vary"]?.contains("Accept-Language") == true)
            let id = try #require(try sent.json[0]?["service_request_id"]?.text)
            let read = try await visitor.get("/open311/v2/requests/\(id).json")
            #expect(try read.json[0]?["service_notice"]?.text == notice)
            // Names are in the reader's language, codes and keys in none.
            #expect(try read.json[0]?["service_name"]?.text == "Pothole")
            let spanish = try await visitor.get("/open311/v2/requests/\(id).json", headers: Self.spanish)
            #expect(try spanish.json[0]?["service_name"]?.text == "Bache")
            #expect(try spanish.json[0]?["agency_responsible"]?.text == "Obras Públicas")
            #expect(try spanish.json[0]?["service_code"]?.text == "pothole")
        }
    }

    @Test(arguments: ["services", "services/pothole"])
    func `services and their questions have the same codes in every language, and other words`(
        path: String
    ) async throws {
        try await TinyServer.with { visitor in
            let address = "/open311/v2/\(path)"
            let english = try await visitor.get("\(address).json")
            let spanish = try await visitor.get("\(address).json", headers: Self.spanish)
            #expect(english[header: "Content-Language"] == "en" && spanish[header: "Content-Language"] == "es")
            #expect(english.text != spanish.text)
            let codes = /"(?:service_code|code|key|datatype|metadata)":[^,}]*/
            #expect(
                english.text.matches(of: codes).map(\.output) == spanish.text.matches(of: codes).map(\.output)
            )
            let xml = try await visitor.get("\(address).xml", headers: Self.spanish)
            #expect(xml[header: "Content-Language"] == "es")
        }
    }

    @Test(arguments: ["fr", "", "*", "de, fr;q=0.2"])
    func `a language that the city does not speak gets its first`(asked: String) async throws {
        try await TinyServer.with { visitor in
            let sent = try await visitor.submit(headers: ["Accept-Language": asked])
            #expect(try sent.json[0]?["service_notice"]?.text?.hasPrefix("This goes to") == true)
            #expect(sent[header: "Content-Language"] == "en")
        }
    }

    @Test func `whom to call for a place outside is said in it too, and a key sent again gives the first answer`()
        async throws
    {
        try await TinyServer.with { visitor in
            let outside = Visitor.pothole.merging(["lat": "11"]) { $1 }
            let refused = try await visitor.submit(outside, headers: Self.spanish)
            let codes = try refused.codes
            #expect(refused.status == 400 && codes == ["4001"])
            #expect(try refused.descriptions.contains("Llame a su propia ciudad."))
            let key = ["Idempotency-Key": "k1"]
            let first = try await visitor.submit(headers: key.merging(Self.spanish) { $1 })
            let again = try await visitor.submit(headers: key)
            #expect(first.text == again.text && again[header: "Idempotent-Replayed"] == "true")
        }
    }
}
