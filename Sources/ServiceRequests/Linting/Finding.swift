public import Boundaries

/// One thing that is wrong with a catalog or with boundaries, with the place to look for it.
public struct Finding: Encodable, Sendable, Hashable {
    /// `error` or `warning`.
    public let severity: String
    /// The file, relative to the jurisdiction's folder.
    public private(set) var file: String
    /// The line, where it is known.
    public let line: Int?
    /// The key path in a catalog's file, or the boundary's id in a layer's.
    public let path: String
    /// What was expected and what was found.
    public let message: String
    /// All of it in one line, as people read it, the file with its folder.
    public private(set) var text: String

    /// Something wrong with a catalog.
    public init(_ issue: CatalogIssue) {
        severity = issue.severity.rawValue
        file = issue.file
        line = issue.line
        path = issue.path
        message = issue.message
        text = issue.description
    }

    /// Something wrong with a boundary file.
    public init(_ fault: BoundaryFault) {
        severity = CatalogIssue.Severity.error.rawValue
        file = fault.file
        line = nil
        path = fault.key ?? fault.feature.map { "features[\($0)]" } ?? ""
        message = fault.message
        text = fault.description
    }

    /// Something wrong with a file as a whole.
    public init(file: String, message: String) {
        severity = CatalogIssue.Severity.error.rawValue
        self.file = file
        line = nil
        path = ""
        self.message = message
        text = "\(file): \(message)"
    }

    /// The same with its folder before the file in the text, so that the path is one a person can open.
    ///
    /// A file that could not be opened has its folder already.
    public func inside(_ folder: String) -> Finding {
        var finding = self
        if file.hasPrefix(folder + "/") { finding.file = String(file.dropFirst(folder.count + 1)) }
        guard !text.hasPrefix(folder + "/") else { return finding }
        finding.text = "\(folder)/\(text)"
        return finding
    }

    /// Everything an error of reading says.
    public static func all(_ error: CatalogError) -> [Finding] {
        switch error {
        case .issues(let issues): issues.map(Self.init)
        case .unreadable(let path, let reason): [Self(file: path, message: reason)]
        case .boundaries(.faults(let faults)): faults.map(Self.init)
        case .boundaries(let error): [Self(file: "layers.yml", message: error.description)]
        case .malformedDecision(let message): [Self(file: "", message: message)]
        }
    }
}
