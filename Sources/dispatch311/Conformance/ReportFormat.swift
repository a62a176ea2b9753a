import ArgumentParser

/// How a report of the conformance suite is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// A line a requirement, for people.
    case text
    /// One object, for programs.
    case json
    /// JUnit's XML, for CI servers.
    case junit
}
