public import Notices

/// By what mails leave, and whom they are from.
public struct MailSettings: Sendable {
    /// The absolute path of the host's `sendmail` command.
    public var sendmail: String
    /// Whom mails are from, and where those come back to that cannot be delivered.
    public var from: MailAddress

    /// Creates settings; nothing is looked at yet.
    public init(sendmail: String, from: MailAddress) {
        (self.sendmail, self.from) = (sendmail, from)
    }
}
