import Testing

@testable import OpenIDConnect

@Suite struct AuthorizationAnswerTests {
    /// A query, and what it means; nil for what is no answer.
    struct Case: Sendable {
        let query: String
        let outcome: AuthorizationAnswer.Outcome?

        init(_ query: String, _ outcome: AuthorizationAnswer.Outcome?) { (self.query, self.outcome) = (query, outcome) }
    }

    static let cases: [Case] = [
        Case("state=s&code=c", .code("c")),
        Case("state=s&error=access_denied", .denied),
        Case("state=s&code=c&error=access_denied", .denied),
        Case("error=access_denied", .denied),
        Case("state=s&error=login_required", .failed("login_required")),
        Case("state=s&error=<b>x</b>", .failed("another")),
        Case("code=c", nil),
        Case("state=s", nil),
        Case("state=&code=c", nil),
        Case("state=&error=access_denied", nil),
        Case("state=s&state=t&code=c", nil),
        Case("state=s&code=c&code=d", nil),
        Case("", nil),
    ]

    @Test(arguments: cases)
    func `what comes back is read strictly`(_ each: Case) {
        var parameters: [(name: String, value: String)] = []
        for pair in each.query.split(separator: "&") {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            parameters.append((name: parts[0], value: parts[1]))
        }
        #expect(AuthorizationAnswer(parameters)?.outcome == each.outcome)
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
