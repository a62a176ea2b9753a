/// What is said of one requirement.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// It is met as far as could be seen.
    case passed
    /// The specification's word is not kept.
    case failed
    /// A recommendation or a ruling is not kept; the specification allows that.
    case warning
    /// It could not be looked at.
    case skipped
    /// An extension that is there.
    case offered
    /// An extension that is not there, which is nobody's fault.
    case notOffered = "not offered"
}
