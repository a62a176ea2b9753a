/// One row, ready to be sent.
struct ReplaySubmission: Sendable {
    /// The line of the file it comes from.
    let line: Int
    /// The row's key in the file, or its line.
    let key: String
    /// The same in every run with the same label, so that nothing is stored twice.
    let idempotencyKey: String
    /// The encoded form.
    let form: [UInt8]
    /// Who really got it, where the file says so.
    let agency: String?
}
