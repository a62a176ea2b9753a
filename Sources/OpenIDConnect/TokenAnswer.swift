#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a provider answers to a code: an ID token, or why there is none.
///
/// Access and refresh tokens that may come along are not even read: nothing is ever asked in the person's name.
struct TokenAnswer: Sendable {
    let token: String

    private struct Wire: Decodable {
        let id_token: String
    }

    private struct Refusal: Decodable {
        let error: String
    }

    init(_ answer: ProviderCalls.Answer) throws(OpenIDError) {
        let body = Data(answer.body)
        guard answer.status == 200 else {
            guard (400..<500).contains(answer.status), let refusal = try? JSONDecoder().decode(Refusal.self, from: body)
            else { throw .unusable(.token, "expected 200, found \(answer.status)") }
            throw .refused(AuthorizationAnswer.word(refusal.error))
        }
        guard let wire = try? JSONDecoder().decode(Wire.self, from: body) else {
            throw .unusable(.token, "expected an ID token, found none")
        }
        token = wire.id_token
    }
}
