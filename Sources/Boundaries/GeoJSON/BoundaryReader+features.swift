extension BoundaryReader {
    /// Checks a decoded file; what it gives counts only while there are no faults.
    ///
    /// An element that is no feature is left out.
    func features(
        of collection: RawCollection,
        as definition: LayerDefinition,
        _ faults: inout FaultList
    ) throws(BoundaryError) -> [CheckedFeature] {
        guard collection.type == "FeatureCollection", let features = collection.features else {
            let found = collection.type.map { "\($0)" } ?? "no type"
            let message =
                collection.type == "FeatureCollection"
                ? "expected an array named features, found none"
                : "expected the type FeatureCollection, found \(found)"
            faults.add(.notAFeatureCollection, message)
            return []
        }
        let isForeign = checkReferenceSystem(collection.referenceSystem, &faults)
        if features.isEmpty { faults.add(.noFeatures, "expected at least one feature, found none") }
        guard features.count <= limits.maximumFeatures else {
            let message = "expected at most \(limits.maximumFeatures) features, found \(features.count)"
            faults.add(.tooManyFeatures, message)
            return []
        }
        let context = try GEOSContext()
        var firstWithKey: [String: Int] = [:]
        var comparisons = 0
        var checked: [CheckedFeature] = []
        checked.reserveCapacity(features.count)
        for (index, feature) in features.enumerated() {
            guard feature.type == "Feature" else {
                let found = feature.type.map { "the type \($0)" } ?? "something without that type"
                faults.add(.notAFeature, feature: index, "expected a Feature, found \(found)")
                continue
            }
            let key = key(of: feature, index, definition, &faults)
            if let key, let first = firstWithKey.updateValue(firstWithKey[key] ?? index, forKey: key) {
                let message = "expected every \(definition.key) once, found it in feature \(first) already"
                faults.add(.duplicateKey, feature: index, key: key, message)
            }
            let spot = FeatureSpot(index: index, key: key)
            let name = name(of: feature, spot, definition, &faults)
            let properties = properties(of: feature, spot, definition, &faults)
            // In another reference system every coordinate is wrong, and one fault says so.
            if isForeign, !isThorough { continue }
            let geometry = try check(feature.geometry, spot, &faults, &comparisons, context)
            var boundary: Boundary?
            if let key, let name, let polygons = geometry.polygons {
                boundary = Boundary(id: key, name: name, properties: properties, polygons: polygons)
            }
            checked.append(CheckedFeature(spot: spot, boundary: boundary, geometry: geometry))
        }
        return checked
    }

    /// Whether the file names a reference system that is not WGS 84; says so once.
    private func checkReferenceSystem(
        _ system: RawCollection.ReferenceSystem,
        _ faults: inout FaultList
    ) -> Bool {
        let expected = "expected no crs, or WGS 84 (RFC 7946 has no other)"
        switch system {
        case .absent:
            return false
        case .named(let name):
            if system.isWGS84 { return false }
            faults.add(.foreignReferenceSystem, "\(expected), found \(name)")
        case .other:
            faults.add(.foreignReferenceSystem, "\(expected), found one without a name")
        }
        return true
    }

    private func key(
        of feature: RawFeature,
        _ index: Int,
        _ definition: LayerDefinition,
        _ faults: inout FaultList
    ) -> String? {
        let expected = "expected the property \(definition.key) to be text or a whole number"
        switch feature.properties[definition.key] {
        case nil:
            faults.add(.missingKey, feature: index, "expected a property \(definition.key), found none")
        case .null:
            faults.add(.missingKey, feature: index, "\(expected), found null")
        case .integer(let number):
            return String(number)
        case .text(let text) where text.isEmpty:
            faults.add(.unusableKey, feature: index, "\(expected), found an empty text")
        case .text(let text) where text.first?.isWhitespace ?? false || text.last?.isWhitespace ?? false:
            faults.add(.unusableKey, feature: index, "\(expected), found blanks around \(text.debugDescription)")
        case .text(let text) where text.unicodeScalars.contains { $0.properties.generalCategory == .control }:
            faults.add(.unusableKey, feature: index, "\(expected), found a control character in it")
        case .text(let text):
            return text
        case .some(let value):
            faults.add(.unusableKey, feature: index, "\(expected), found \(value)")
        }
        return nil
    }

    private func name(
        of feature: RawFeature,
        _ spot: FeatureSpot,
        _ definition: LayerDefinition,
        _ faults: inout FaultList
    ) -> String? {
        guard let label = definition.label else { return spot.key }
        switch feature.properties[label] {
        case .text(let text) where !text.allSatisfy(\.isWhitespace) && !text.unicodeScalars.contains("\0"):
            return text
        case .integer(let number):
            return String(number)
        case let value:
            let found = value.map(\.description) ?? "none"
            let message = "expected a name in the property \(label), found \(found)"
            faults.add(.missingLabel, feature: spot.index, key: spot.key, message)
            return nil
        }
    }

    /// The properties for conditions; one that is missing or null is simply not there.
    private func properties(
        of feature: RawFeature,
        _ spot: FeatureSpot,
        _ definition: LayerDefinition,
        _ faults: inout FaultList
    ) -> [String: String] {
        var properties: [String: String] = [:]
        for property in definition.properties {
            guard let value = feature.properties[property], value != .null else { continue }
            guard let text = value.text, !text.unicodeScalars.contains("\0") else {
                let found = value.text == nil ? value.description : "a NUL in it"
                let message = "expected the property \(property) to be text, a number or true or false, found \(found)"
                faults.add(.unusableProperty, feature: spot.index, key: spot.key, message)
                continue
            }
            properties[property] = text
        }
        return properties
    }
}
