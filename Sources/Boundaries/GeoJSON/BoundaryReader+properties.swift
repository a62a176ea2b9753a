public import Foundation

extension BoundaryReader {
    /// The properties of a file's features: those that can be the key first, then by name.
    ///
    /// Geometry is not looked at. As long as reading the layer: call it off Swift's cooperative threads. Throws
    /// `BoundaryError.faults` where the file is no FeatureCollection.
    public func properties(of data: Data, file: String) throws(BoundaryError) -> [PropertySummary] {
        var faults = FaultList(file: file, maximum: limits.maximumFaults)
        guard let collection = decode(data, &faults) else { throw .faults(faults.all) }
        guard collection.type == "FeatureCollection", let features = collection.features else {
            let found = collection.type.map { "the type \($0)" } ?? "something without that type"
            faults.add(.notAFeatureCollection, "expected a FeatureCollection with features, found \(found)")
            throw .faults(faults.all)
        }
        var names: Set<String> = []
        for feature in features { names.formUnion(feature.properties.keys) }
        let summaries = names.sorted().map { name in
            PropertySummary(name: name, values: features.map { $0.properties[name] })
        }
        return summaries.filter(\.isUnique) + summaries.filter { !$0.isUnique }
    }
}

extension PropertySummary {
    private static let examples = 3
    private static let longestExample = 40

    /// Sums up the values of all features, nil where a feature has none.
    fileprivate init(name: String, values: [PropertyValue?]) {
        var examples: [String] = []
        var keys: Set<String> = []
        var count = 0
        for value in values {
            guard let value, value != .null else { continue }
            count += 1
            if let key = value.key { keys.insert(key) }
            guard examples.count < Self.examples, let text = value.text else { continue }
            let isLong = text.count > Self.longestExample
            let example = isLong ? text.prefix(Self.longestExample) + "…" : text
            if !examples.contains(example) { examples.append(example) }
        }
        self.init(
            name: name,
            examples: examples,
            count: count,
            isUnique: !values.isEmpty && keys.count == values.count
        )
    }
}
