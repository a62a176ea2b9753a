import Boundaries

/// What a comparison found, as `--json` prints it.
struct DiffReport: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case before, after, layers, requests, stored
        case sameLayers = "same_layers"
        case addedLayers = "added_layers"
        case removedLayers = "removed_layers"
        case catalogProblems = "catalog_problems"
    }

    /// What the first side is called.
    let before: String
    /// What the second side is called.
    let after: String
    /// The layers that differ.
    let layers: [DiffLayerReport]
    /// Those that do not.
    let sameLayers: [String]
    /// Those that only the second side has.
    let addedLayers: [String]
    /// Those that only the first side has.
    let removedLayers: [String]
    /// What of the catalog would not fit the second side, so that it could not be published.
    var catalogProblems: [String] = []
    /// What a table of requests comes to.
    var requests: DiffRequestsReport?
    /// What the stored requests come to.
    var stored: DiffStoredReport?

    /// The report for a person.
    func lines(terminal: Terminal) -> [String] {
        var lines = ["before: \(before.escaped)", "after:  \(after.escaped)"]
        if layers.isEmpty, addedLayers.isEmpty, removedLayers.isEmpty {
            lines.append("\(terminal.good) the same boundaries in \(Self.list(sameLayers))")
        } else if !sameLayers.isEmpty {
            lines.append("the same in \(Self.list(sameLayers))")
        }
        if !addedLayers.isEmpty { lines.append("only after: \(Self.list(addedLayers))") }
        if !removedLayers.isEmpty { lines.append("only before: \(Self.list(removedLayers))") }
        for layer in layers { lines += [""] + layer.lines(terminal: terminal) }
        for problem in catalogProblems {
            lines.append("\(terminal.bad) the catalog does not fit what is after: \(problem.escaped)")
        }
        if let requests { lines += [""] + requests.lines("requests", terminal: terminal) }
        if let stored { lines += [""] + stored.lines(terminal: terminal) }
        return lines
    }

    private static func list(_ ids: [String]) -> String { ids.map(\.escaped).joined(separator: ", ") }
}
