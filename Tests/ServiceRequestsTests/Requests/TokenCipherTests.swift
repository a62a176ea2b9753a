import ServiceRequests
import Testing

@Suite struct TokenCipherTests {
    private let tokens = ServiceRequest.TokenCipher(key: IDCipherTests.key)
    private let ids = ServiceRequest.IDCipher(key: IDCipherTests.key)

    @Test func `every number comes back from its token, in small letters too`() throws {
        var seen: Set<String> = []
        for number in IDCipherTests.numbers {
            let token = try #require(tokens.token(for: number))
            seen.insert(token)
            #expect(tokens.number(for: token) == number)
            #expect(tokens.number(for: token.lowercased()) == number)
        }
        #expect(seen.count == Set(IDCipherTests.numbers).count)
    }

    @Test func `a token is never read as an id, nor an id as a token, and has nothing of it`() throws {
        for number in IDCipherTests.numbers {
            let (token, id) = (try #require(tokens.token(for: number)), try #require(ids.id(for: number)))
            #expect(ServiceRequest.ID(token) == nil)
            #expect(tokens.number(for: id.text) == nil)
            // The nine characters of one say nothing under the secret of the other.
            #expect(ids.number(for: String(token.dropFirst())) != number)
            #expect(tokens.number(for: "T\(id.text)") != number)
        }
    }

    @Test(arguments: ["", "T", "X4TNK0X9RC", "T4TNK0X9R", "T4TNK0X9RCC", "TÄTNK0X9R"])
    func `anything else is no token`(text: String) {
        #expect(tokens.number(for: text) == nil)
    }

    @Test func `a number out of range has none`() {
        #expect(tokens.token(for: -1) == nil)
        #expect(tokens.token(for: ServiceRequest.IDCipher.maximumNumber + 1) == nil)
    }
}
