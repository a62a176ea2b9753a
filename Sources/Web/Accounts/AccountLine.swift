import Store

/// A row of the list of accounts.
struct AccountLine: Sendable {
    /// One thing that was done with an account.
    struct Step: Sendable {
        let at: LocalTime.Stamp
        let words: String
    }

    let address: String
    let name: String
    let email: String
    let role: String
    let standing: String
    let isOpen: Bool
    let lastSignedIn: LocalTime.Stamp?

    init(_ account: StaffAccount, words: StaffWords) {
        address = "\(AccountRoutes.path)/\(account.id)"
        name = account.name
        email = account.email
        role = words.role(account)
        standing = words.standing(account)
        isOpen = account.standing == .joined
        lastSignedIn = account.lastSignedInAt.map(words.ago)
    }
}

extension AccountLine.Step {
    init(_ event: StaffEvent, words: StaffWords) {
        at = words.time.stamp(event.at, words.time.momentInSentence(event.at, now: words.now))
        let what =
            switch event.kind {
            case .invited: "Invited"
            case .joined: "Took up the invitation"
            case .password: "New password"
            case .linked: "Signs in through the city’s own sign-in"
            case .changed: "Changed"
            case .disabled: "Account shut"
            case .enabled: "Account opened again"
            case .signedIn: "Signed in"
            case .signedOutEverywhere: "Signed out everywhere"
            case .locked: "Shut out for a while after \(StaffAccounts.maximumFailures) wrong passwords"
            }
        self.words = [what, event.detail.map { ": \($0)" }, event.by.map { ", by \($0)" }].compactMap(\.self).joined()
    }
}

extension StaffWords {
    /// What somebody is here: "Crew, Public Works".
    func role(_ account: StaffAccount) -> String {
        account.role.isCityWide ? account.role.title : "\(account.role.title), \(department(account.department))"
    }

    /// How an account stands.
    func standing(_ account: StaffAccount) -> String {
        switch account.standing {
        case .invited:
            account.invitationEndsAt.map { "Invited, until \(time.momentInSentence($0, now: now))" } ?? "Invited"
        case .lapsed: "The invitation ran out"
        case .joined: "Open"
        case .disabled: "Shut"
        }
    }
}
