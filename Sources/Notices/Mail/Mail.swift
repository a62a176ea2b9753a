#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One mail, as its writer thinks of it: plain text and no formats, for one reader.
///
/// Texts may be anything a stranger has typed: nothing in them can end a header or begin one. Control characters and
/// those that turn the direction of text round are left out; line breaks become blanks in the subject and the name.
public struct Mail: Sendable, Hashable {
    /// Who writes, for people to read beside the address; nil or empty: the address alone.
    ///
    /// At most 100 Unicode scalars arrive.
    public var sender: String?
    /// What it is about, one line; at most 200 Unicode scalars arrive, the last an ellipsis where there were more.
    public var subject: String
    /// The text: lines of any length that end with LF, CR LF or CR.
    public var body: String
    /// When it was written, in whole seconds.
    public var date: Date
    /// What makes it the same mail when it is sent again.
    public var id: MessageID
    /// Where one click ends these mails; nil leaves the header out.
    public var unsubscribing: UnsubscribeLink?

    /// Creates a mail; whom it is for and from is said when it is sent.
    public init(
        sender: String? = nil,
        subject: String,
        body: String,
        date: Date,
        id: MessageID,
        unsubscribing: UnsubscribeLink? = nil
    ) {
        self.sender = sender
        self.subject = subject
        self.body = body
        self.date = date
        self.id = id
        self.unsubscribing = unsubscribing
    }
}
