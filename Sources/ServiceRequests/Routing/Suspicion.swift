/// Why a report looks so little like others that a person looks at it before a department does.
///
/// It is no verdict: the report is stored, has its reference and its promise, and goes to its owner as soon as somebody says
/// so, or after a while by itself.
public enum Suspicion: String, Sendable, Hashable, CaseIterable {
    /// More come from one address than one household sends.
    case busyClient = "busy_client"
    /// More come about one service and one place than people report.
    case busyPlace = "busy_place"
    /// The same words come about many places.
    case repeatedWords = "repeated_words"
}
