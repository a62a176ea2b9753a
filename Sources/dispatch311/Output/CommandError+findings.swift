extension CommandError {
    /// Ends the command with the code for findings when all there is to say has been said.
    static let findings = CommandError(.findings, "")
}
