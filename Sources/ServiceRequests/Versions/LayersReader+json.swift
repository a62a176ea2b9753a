internal import Yams

/// `layers.yml` as JSON, its layers apart; JSON is YAML, so what is put together again reads the same.
struct LayersJSON {
    /// The map without its key `layers`.
    let settings: String
    /// The entries of `layers`, in their order.
    let layers: [String]
}

extension LayersReader {
    /// Turns a file that `contents(of:)` accepts into JSON: map keys sorted, every scalar a text.
    static func json(of file: SourceFile) throws(CatalogError) -> LayersJSON {
        let log = IssueLog()
        guard let root = YAMLValue.root(of: file, log: log), case .mapping(let mapping) = root.node else {
            throw .issues(log.issues.inOrder)
        }
        var settings: [String: Node] = [:]
        var layers: [String] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { continue }
            if name == "layers" {
                layers = value.sequence?.map { text(of: $0) } ?? []
            } else {
                settings[name] = value
            }
        }
        return LayersJSON(settings: text(of: settings), layers: layers)
    }

    private static func text(of node: Node) -> String {
        var writer = JSONWriter(capacity: 256)
        write(node, to: &writer)
        return writer.text
    }

    private static func text(of members: [String: Node]) -> String {
        var writer = JSONWriter(capacity: 256)
        write(members, to: &writer)
        return writer.text
    }

    private static func write(_ node: Node, to writer: inout JSONWriter) {
        switch node {
        case .scalar(let scalar):
            writer.string(scalar.string)
        case .sequence(let sequence):
            writer.array { writer in
                for element in sequence { write(element, to: &writer) }
            }
        case .mapping(let mapping):
            let members = mapping.compactMap { key, value in key.scalar.map { ($0.string, value) } }
            write(Dictionary(members, uniquingKeysWith: { first, _ in first }), to: &writer)
        case .alias:
            // The reader refuses a value that is an alias to nothing it can follow, so this is never reached.
            writer.string("")
        }
    }

    private static func write(_ members: [String: Node], to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                write(value, to: &writer)
            }
        }
    }
}
