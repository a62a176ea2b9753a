import ServiceRequests
import Testing

@Suite struct UpdateCipherTests {
    private let key: [UInt8] = Array(0..<16)

    @Test func `every event's number has an id of its own that leads back to it`() throws {
        let cipher = ServiceRequest.UpdateCipher(key: key)
        var seen: Set<String> = []
        for event: Int64 in Array(0..<2000) + [ServiceRequest.IDCipher.maximumNumber] {
            let id = try #require(cipher.id(for: event))
            #expect(cipher.event(for: id) == event)
            #expect(seen.insert(id).inserted)
        }
        #expect(cipher.id(for: -1) == nil)
    }

    @Test func `it is neither an id of a request nor a token, nor is either of them an update's`() throws {
        let cipher = ServiceRequest.UpdateCipher(key: key)
        let id = try #require(cipher.id(for: 5))
        let request = try #require(ServiceRequest.IDCipher(key: key).id(for: 5)?.text)
        let token = try #require(ServiceRequest.TokenCipher(key: key).token(for: 5))
        #expect(!id.contains(request))
        #expect(ServiceRequest.IDCipher(key: key).number(for: id) == nil)
        #expect(ServiceRequest.TokenCipher(key: key).number(for: id) == nil)
        #expect(cipher.event(for: request) == nil)
        #expect(cipher.event(for: token) == nil)
        #expect(cipher.event(for: "U\(request)") != 5)
        for text in ["", "U", id.lowercased(), id + "0", "5"] { #expect(cipher.event(for: text) == nil, "\(text)") }
    }
}
