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
        words: StaffWords
    ) {
        notice = said == "password" ? "You have a new password. Your other browsers are signed out." : nil
        email = account.email
        name = account.name
        role = words.role(account)
        func error(_ field: String) -> String? { problem.flatMap { $0.field == field ? $0.words : nil } }
        oldError = error("old")
        passwordError = error("password")
        againError = error("again")
        hasErrors = problem != nil
        lines = history.map { AccountLine.Step($0, words: words) }
    }
}
