import Store

/// What `account.mustache` shows.
struct AccountView: Sendable {
    let line: AccountLine
    let base: String
    /// The link to pass on, shown this once.
    let link: String?
    let days: Int
    let notice: String?
    let warning: String?
    let isShut: Bool
    let isJoined: Bool
    /// What the city's own sign-in is called where the account is connected with it.
    let linked: String?
    let form: AccountForm
    let hasErrors: Bool
    let steps: [AccountLine.Step]

    init(
        _ account: StaffAccount,
        _ history: [StaffEvent],
        link: String?,
        said: String?,
        form: AccountForm,
        provider: String?,
        words: StaffWords
    ) {
        line = AccountLine(account, provider: provider, words: words)
        base = line.address
        self.link = link
        days = Int(StaffInvitation.lifetime / .seconds(86_400))
        (notice, warning) = Self.said(said, account)
        isShut = account.standing == .disabled
        linked = account.isLinked ? provider ?? StaffWords.provider : nil
        isJoined = account.standing == .joined
        self.form = form
        hasErrors = form.hasErrors
        steps = history.map { AccountLine.Step($0, words: words) }
    }

    private static func said(_ said: String?, _ account: StaffAccount) -> (String?, String?) {
        switch said {
        case "changed": ("Changed. It counts from the person’s next click.", nil)
        case "disabled" where account.standing == .disabled: ("The account is shut, and its sessions have ended.", nil)
        case "enabled" where account.standing != .disabled: ("The account is open again.", nil)
        case "unlinked" where !account.isLinked:
            account.hasPassword
                ? ("The city’s own sign-in lets nobody in with this account any more; its sessions have ended.", nil)
                : (nil, "Nobody can come in with this account now: make a new link, and send it to the person.")
        case "out": ("Every session of this account has ended.", nil)
        case "shut" where account.standing == .disabled: (nil, "The account is shut; open it before you make a link.")
        case "last": (nil, "This is the only account that keeps accounts; make another administrator first.")
        default: (nil, nil)
        }
    }
}
