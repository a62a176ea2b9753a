/// The part of a page where an address is typed, as `follow-mail.mustache` shows it.
struct MailAsk: Sendable {
    /// Where the form is sent.
    let action: String
    /// What the form carries on.
    let hidden: [HiddenField]
    /// What was typed.
    let email: String?
    /// What is wrong with it.
    let error: String?
}
