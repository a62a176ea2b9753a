import Testing

@testable import OpenIDConnect

@Suite struct AuthorizationAnswerTests {
    @Test(
        arguments: [
            ([("state", "s"), ("code", "c")], AuthorizationAnswer.Outcome.code("c") as AuthorizationAnswer.Outcome?),
            ([("state", "s"), ("error", "access_denied")], .denied),
            ([("state", "s"), ("code", "c"), ("error", "access_denied")], .denied),
            ([("state", "s"), ("error", "login_required")], .failed("login_required")),
            ([("state", "s"), ("error", "<b>x</b>\nline")], .failed("another")),
            ([("code", "c")], nil), ([("state", "s")], nil), ([("state", ""), ("code", "c")], nil),
            ([("state", "s"), ("state", "t"), ("code", "c")], nil),
            ([("state", "s"), ("code", "c"), ("code", "d")], nil), ([], nil),
        ]
    )
    func `what comes back is read strictly`(parameters: [(String, String)], outcome: AuthorizationAnswer.Outcome?) {
        let answer = AuthorizationAnswer(parameters.map { (name: $0.0, value: $0.1) })
        #expect(answer?.outcome == outcome)
    }

    @Test func `the verifier fits the challenge, and neither shows the other nor the nonce`() {
        // RFC 7636, appendix B, of our own text: SHA-256, without padding.
        let attempt = SignInAttempt(secret: "one", state: "s")
        #expect(attempt.verifier.utf8.count == 43 && attempt.challenge.utf8.count == 43)
        let values = [attempt.verifier, attempt.challenge, attempt.nonce, attempt.state]
        #expect(Set(values).count == 4)
        #expect(SignInAttempt(secret: "two", state: "s").nonce != attempt.nonce)
        #expect(SignInAttempt(secret: "one", state: "t").verifier != attempt.verifier)
        #expect(SignInAttempt(secret: "one", state: "s").challenge == attempt.challenge)
    }
}
