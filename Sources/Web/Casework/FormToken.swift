import Crypto
import GeoReport
import HTTPTypes
import ServiceRequests
import Store

/// The one-time token of a form, which makes sending the form again harmless.
///
/// It is the idempotency key of what the form does: a second tap is given the first one's answer.
struct FormToken: Sendable, Hashable {
    /// 32 hexadecimal digits.
    let text: String

    /// Makes a new one.
    init() {
        text = [UInt8].random(count: 16).hexadecimal
    }

    /// The token a form came back with; throws a refusal where it is none of ours.
    init(_ form: FormParameters) throws(Refusal) {
        let text = form["token"] ?? ""
        guard [UInt8](hexadecimal: text)?.count == 16 else {
            throw .badRequest("expected a form as our page makes it, found one without its token")
        }
        self.text = text
    }

    /// The key under which what the form asks for is done once.
    func key(_ visit: StaffVisit, _ path: String, _ form: FormParameters) -> Submission.Key {
        Submission.Key(
            client: visit.session.client,
            key: text,
            fingerprint: Array(SHA256.hash(data: Array("\(path)\0\(form.encoded)".utf8)))
        )
    }
}

extension IdempotentCalls.Result {
    /// What a form did, now or when it was sent before; nil where there was nothing to do.
    func answer() throws(Refusal) -> String? {
        switch self {
        case .done(let answer): answer
        case .replayed(let answer): answer
        case .keyUsedOtherwise:
            throw Refusal(
                .conflict,
                "form_used",
                "this form was sent before with something else in it, and nothing more was done; open the page again"
            )
        case .inFlight:
            throw Refusal.twinInFlight
        }
    }
}
