import Store

/// What `accounts.mustache` shows.
struct AccountsView: Sendable {
    let lines: [AccountLine]
    let isEmpty: Bool
    let form: AccountForm
    let hasErrors: Bool

    init(_ accounts: [StaffAccount], form: AccountForm, provider: String?, words: StaffWords) {
        lines = accounts.map { AccountLine($0, provider: provider, words: words) }
        isEmpty = accounts.isEmpty
        self.form = form
        hasErrors = form.hasErrors
    }
}
