import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What `own-account.mustache` shows.
struct OwnAccountView: Sendable {
    let heading = "Your account"
    let notice: String?
    let warning: String?
    /// By what one comes in.
    let doors: String
    let hasPassword: Bool
    /// What the city's own sign-in is called where the account can be connected with it, and where it can be disconnected.
    let linkable: String?
    let linked: String?
    let linkError: String?
    let email: String
    let name: String
    let role: String
    let minimum = Password.minimum
    let oldError: String?
    let passwordError: String?
    let againError: String?
    let hasErrors: Bool
    let lines: [AccountLine.Step]

    init(
        _ account: StaffAccount,
        _ history: [StaffEvent],
        said: String?,
        problem: WordedProblem?,
        provider: String?,
        words: StaffWords
    ) {
        let door = provider ?? StaffWords.provider
        (notice, warning) = Self.said(said, account, door, words)
        doors = words.doors(account, provider: provider)
        hasPassword = account.hasPassword
        linkable = account.isLinked || !account.hasPassword ? nil : provider
        linked = account.isLinked ? door : nil
        email = account.email
        name = account.name
        role = words.role(account)
        func error(_ field: String) -> String? { problem.flatMap { $0.field == field ? $0.words : nil } }
        linkError = error("link")
        oldError = error("old")
        passwordError = error("password")
        againError = error("again")
        hasErrors = problem != nil
        lines = history.map { AccountLine.Step($0, words: words) }
    }

    private static func said(
        _ said: String?,
        _ account: StaffAccount,
        _ name: String,
        _ words: StaffWords
    ) -> (String?, String?) {
        switch said {
        case "password": ("You have a new password. Your other browsers are signed out.", nil)
        case "linked" where account.isLinked: ("You can sign in with \(name) from now on.", nil)
        case "unlinked" where !account.isLinked:
            ("\(name) lets you in no more. Your other browsers are signed out.", nil)
        case let said?: (nil, OpenIDProblem.linking(said)?.words(name, words.time))
        case nil: (nil, nil)
        }
    }
}
