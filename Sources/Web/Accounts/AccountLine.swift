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
    /// By what the person comes in.
    let doors: String
    let lastSignedIn: LocalTime.Stamp?

    init(_ account: StaffAccount, provider: String?, words: StaffWords) {
        doors = words.doors(account, provider: provider)
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
            case .linked: "Connected with the city’s own sign-in"
            case .unlinked: "Disconnected from the city’s own sign-in"
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

    /// What the city's own sign-in is called where nobody said it.
    static let provider = "The city’s own sign-in"

    /// By what somebody comes in.
    func doors(_ account: StaffAccount, provider: String?) -> String {
        let name = provider ?? "\(Self.provider), which is switched off"
        return switch (account.hasPassword, account.isLinked) {
        case (true, true): "A password, or \(name)"
        case (false, true): name
        case (true, false): "A password"
        case (false, false): account.standing == .invited ? "Nothing yet" : "Nothing; it needs a new link"
        }
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
