public import Foundation

/// A file as a repair leaves it.
public struct RepairOutcome: Sendable {
    /// The file's bytes; the same as before where nothing was changed.
    public let data: Data

    /// What was changed, in the order of the file.
    public let changes: [RepairChange]

    /// What has a fault and was left as it is, with the reason.
    public let refusals: [RepairChange]

    /// What the lint said before.
    public let before: LintResult

    /// What the lint says of the repaired bytes.
    public let after: LintResult
}
