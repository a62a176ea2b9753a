/// Which property of a file's features is the boundaries' id, where nobody says.
struct KeyGuess {
    let key: String
    /// Why this one, for people.
    let reason: String

    /// The property `id` where there is one, else one that every feature has, each with another value.
    init(_ features: [RawFeature]) {
        let features = features.filter { $0.type == "Feature" }
        let names = Set(features.flatMap { $0.properties.keys })
        if names.contains("id") {
            self.init(key: "id", reason: "no --key was given, and there is a property id")
            return
        }
        let unique = names.filter { name in Self.isUnique(name, in: features) }.sorted { Self.rank($0) < Self.rank($1) }
        guard let best = unique.first else {
            let found = names.isEmpty ? "the features have no properties" : "no property is in every feature and unique"
            self.init(key: "id", reason: "no --key was given, and \(found)")
            return
        }
        let others = unique.dropFirst().prefix(5)
        let more = others.isEmpty ? "" : "; the same goes for \(others.joined(separator: ", "))"
        self.init(key: best, reason: "no --key was given, and every feature has a value of its own in \(best)\(more)")
    }

    private init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }

    private static func isUnique(_ name: String, in features: [RawFeature]) -> Bool {
        var seen: Set<String> = []
        return features.allSatisfy { $0.properties[name]?.key.map { seen.insert($0).inserted } ?? false }
    }

    /// Lower is likelier: what is called like an id, then what is short, then by the alphabet.
    private static func rank(_ name: String) -> String {
        let lower = name.lowercased()
        let isID = ["id", "code", "key", "number", "num", "geoid", "objectid"].contains { lower.hasSuffix($0) }
        // Numbers of rows mean something in one export only.
        let isRow = ["fid", "objectid", "ogc_fid", "gid"].contains(lower)
        // Measures are often unique too, and never ids.
        let isMeasure = ["area", "length", "leng", "perimeter", "lat", "lon", "long"].contains { lower.contains($0) }
        let group = isMeasure ? "3" : isRow ? "2" : isID ? "0" : "1"
        let length = String(min(99, name.count))
        return group + (length.count < 2 ? "0" : "") + length + name
    }
}
