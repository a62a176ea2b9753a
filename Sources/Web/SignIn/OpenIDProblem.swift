import HTTPTypes
import Hummingbird

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why somebody who came by the city's own sign-in is not let in, or not linked.
enum OpenIDProblem: Sendable, Hashable {
    /// The person stopped there, or may not use this program.
    case denied
    /// Nothing is known of it here: too old, used, another browser's, or made up.
    case lost
    /// The provider knows the person, and no account here goes with that.
    case stranger
    /// Another account here goes with it.
    case taken
    /// The invitation is over.
    case over
    /// After wrong passwords nobody is let in before this moment.
    case locked(Date)
    /// The provider's answer is not good for this sign-in.
    case refused
    /// The provider cannot be reached, or answers in no usable way.
    case away

    /// The status of the page that says so.
    var status: HTTPResponse.Status {
        switch self {
        case .denied, .stranger, .refused: .forbidden
        case .lost, .over: .gone
        case .taken: .conflict
        case .locked: .tooManyRequests
        case .away: .serviceUnavailable
        }
    }

    /// Whether more of them may follow, so that each waits its turn.
    var isGuess: Bool {
        switch self {
        case .lost, .stranger, .refused, .over: true
        case .denied, .taken, .locked, .away: false
        }
    }

    /// What to do about it, `name` being what the city's own sign-in is called.
    ///
    /// Nothing in it comes from the provider.
    func words(_ name: String, _ time: LocalTime) -> String {
        switch self {
        case .denied: "\(name) did not let you in, or you stopped there. Try again, or sign in with your password."
        case .lost: "This sign-in took too long, was used before, or began in another browser. Please start again."
        case .stranger:
            "\(name) knows you, but no account here goes with it. Open the link of your invitation, or sign in with your "
                + "password and connect \(name) on your account’s page."
        case .taken: "Somebody else’s account here is connected with that account of \(name). Nothing was changed."
        case .over: "The invitation was used, replaced or is older than three days. Ask whoever sent it for a new one."
        case .locked(let until):
            "After so many wrong passwords nobody is let in before \(time.momentInSentence(until, now: Date())). Whoever "
                + "keeps the accounts here can send you a link, which works at once."
        case .refused:
            "What \(name) answered is not good for this sign-in. Start again; if it happens once more, tell whoever runs "
                + "this server."
        case .away: "\(name) cannot be reached just now. Try again in a minute, or sign in with your password."
        }
    }

    /// The word for it in the address of one's own account's page.
    var word: String {
        switch self {
        case .denied: "link-denied"
        case .lost, .over, .stranger, .locked: "link-lost"
        case .taken: "link-taken"
        case .refused: "link-refused"
        case .away: "link-away"
        }
    }

    /// What the words in addresses mean that `word` makes.
    static func linking(_ word: String) -> OpenIDProblem? {
        [OpenIDProblem.denied, .lost, .taken, .refused, .away].first { $0.word == word }
    }
}
