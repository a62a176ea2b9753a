import Boundaries

/// What the lint says of one boundary file, as `--json` prints it.
struct BoundaryLintReport: Encodable, Sendable {
    /// The file.
    let file: String
    /// Features in it.
    var features = 0
    /// The property taken for the key.
    var key: String?
    /// The property taken for the name.
    var label: String?
    /// Why that key, where it was guessed.
    var guess: String?
    /// What a repair changed.
    var changes: [Change] = []
    /// What a repair left, and why.
    var refusals: [Change] = []
    /// Errors before the repair; nil where nothing was to be repaired.
    var errorsBefore: Int?
    /// Where the repaired file was written.
    var written: String?
    /// Errors there are now.
    let errors: Int
    /// Warnings there are now.
    let warnings: Int
    /// Notes there are now.
    let notes: Int
    /// Everything found, after the repair where there was one.
    let findings: [Finding]

    /// What the lint found.
    init(_ result: LintResult, label: String?) {
        file = result.file
        features = result.features
        key = result.key
        self.label = label
        guess = result.guess
        errors = result.count(.error)
        warnings = result.count(.warning)
        notes = result.count(.note)
        findings = result.findings.map(Finding.init)
    }

    /// What the lint found after a repair.
    init(_ outcome: RepairOutcome, label: String?, written: String?) {
        self.init(outcome.after, label: label)
        guess = outcome.before.guess
        changes = outcome.changes.map(Change.init)
        refusals = outcome.refusals.map(Change.init)
        errorsBefore = outcome.before.count(.error)
        self.written = written
    }

    /// A file that could not be looked at.
    init(_ file: String, problem: String) {
        self.file = file
        errors = 1
        warnings = 0
        notes = 0
        findings = [Finding(problem: problem)]
    }
}
