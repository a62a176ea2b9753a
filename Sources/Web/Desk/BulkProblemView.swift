/// What was wrong with what was asked of several items, `bulk-problem.mustache`.
struct BulkProblemView: Sendable {
    let problems: [String]
    let back: String
}
