/// A layer of a source, as `ogrinfo -al -so` describes it.
struct SourceLayer: Sendable, Hashable {
    /// The layer's name in the source.
    let name: String
    /// GDAL's word for its geometry: "Polygon", "None" for a table.
    let geometry: String
    /// How many features it has; nil where that was not counted.
    let count: Int?
    /// What its reference system is called; nil where it has none.
    let referenceSystem: String?

    /// Reads a description of all layers.
    static func all(in text: String) -> [SourceLayer] {
        var layers: [SourceLayer] = []
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        while let line = lines.popFirst() {
            guard let name = value("Layer name: ", line) else { continue }
            let own = lines.prefix { value("Layer name: ", $0) == nil }
            lines = lines.dropFirst(own.count)
            layers.append(
                SourceLayer(
                    name: name,
                    geometry: own.firstNonNil { value("Geometry: ", $0) } ?? "Unknown",
                    count: own.firstNonNil { value("Feature Count: ", $0) }.flatMap { Int($0) },
                    referenceSystem: referenceSystem(own)
                )
            )
        }
        return layers
    }

    /// Well-known text begins with the system's name in quotes: `PROJCRS["NAD83 / New York Long Island (ftUS)",`.
    private static func referenceSystem(_ lines: ArraySlice<Substring>) -> String? {
        guard let start = lines.firstIndex(where: { $0.hasPrefix("Layer SRS WKT:") }), start + 1 < lines.endIndex
        else { return nil }
        let text = lines[start + 1]
        guard let quote = text.firstIndex(of: "\"") else { return nil }
        let name = text[quote...].dropFirst().prefix { $0 != "\"" }
        return name.isEmpty || name.lowercased().hasPrefix("undefined") || name == "unnamed" ? nil : String(name)
    }

    private static func value(_ start: String, _ line: Substring) -> String? {
        line.hasPrefix(start) ? String(line.dropFirst(start.count)) : nil
    }
}

extension Sequence {
    /// The first of what a closure makes of the elements that is not nil.
    fileprivate func firstNonNil<Value>(_ make: (Element) -> Value?) -> Value? {
        for element in self { if let value = make(element) { return value } }
        return nil
    }
}
