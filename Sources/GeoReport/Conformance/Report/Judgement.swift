/// One line of a report: a requirement, in one format or as a whole, and what is said of it.
public struct Judgement: Sendable, Hashable {
    /// The most findings of one requirement that are told; a thousand rows can have the same fault.
    static let mostFindings = 3

    /// What must hold.
    public let requirement: Requirement
    /// In which format; nil where it is about both or neither.
    public let format: Format?
    /// What is said of it.
    public let verdict: Verdict
    /// The first few things that are otherwise.
    public let findings: [Finding]
    /// How many there are.
    public let count: Int
    /// Why it was skipped, or what else is to be said.
    public let note: String?

    /// Creates a line.
    init(
        _ requirement: Requirement,
        _ format: Format?,
        _ verdict: Verdict,
        findings: [Finding] = [],
        note: String? = nil
    ) {
        self.requirement = requirement
        self.format = format
        self.verdict = verdict
        self.findings = Array(findings.prefix(Self.mostFindings))
        count = findings.count
        self.note = note
    }

    /// The requirement's id, and the format: `S1a json`.
    public var name: String { requirement.id + (format.map { " \($0.rawValue)" } ?? "") }
}
