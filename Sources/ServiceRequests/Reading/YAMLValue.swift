internal import Yams

/// A value of a YAML file with its place; reading it as something it is not reports an issue and gives nil.
struct YAMLValue {
    let node: Node
    let file: String
    let path: String
    let log: IssueLog

    /// The line it begins on.
    var line: Int? { node.mark?.line }

    /// The first value of a file, nil (and an issue) when it is not YAML.
    static func root(of source: SourceFile, log: IssueLog) -> YAMLValue? {
        func report(_ message: String, line: Int? = nil) {
            log.report(CatalogIssue(file: source.path, line: line, message: message))
        }
        do {
            guard let node = try Yams.compose(yaml: source.text) else {
                report("expected a map, found an empty file", line: 1)
                return nil
            }
            return YAMLValue(node: node, file: source.path, path: "", log: log)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                report("expected YAML, found a fault in column \(mark.column): \(problem)", line: mark.line)
            case .duplicatedKeysInMapping(let duplicates, let context):
                let keys = duplicates.map { "“\($0)”" }.joined(separator: ", ")
                report("expected every key once, found \(keys) again in one map", line: context.mark.line)
            case .reader(let problem, _, _, _):
                report("expected YAML, found \(problem)")
            default:
                report("expected YAML, found something Yams cannot read")
            }
        } catch {
            report("expected YAML, found something Yams cannot read")
        }
        return nil
    }

    /// Reports what is wrong with this value.
    func report(_ message: String, severity: CatalogIssue.Severity = .error) {
        log.report(CatalogIssue(severity: severity, file: file, line: line, path: path, message: message))
    }

    /// Reports that something else was expected.
    func expected(_ what: String) {
        report("expected \(what), found \(found)")
    }

    /// What it is, in words.
    var found: String {
        switch node {
        case .mapping: "a map"
        case .sequence: "a list"
        case .alias: "an alias"
        case .scalar(let scalar): isEmpty ? "nothing" : "“\(scalar.string.prefix(60))”"
        }
    }

    /// Whether a key stands there without a value.
    var isEmpty: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// A value below this one; nil when the files hold more values than anyone can have meant.
    func child(_ node: Node, _ key: String) -> YAMLValue? {
        let below = path.isEmpty || key.hasPrefix("[") ? path + key : "\(path).\(key)"
        let value = YAMLValue(node: node, file: file, path: below, log: log)
        return log.visit(file: file, path: below, line: value.line) ? value : nil
    }
}
