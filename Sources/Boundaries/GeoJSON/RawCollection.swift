import Foundation

/// A FeatureCollection as it was decoded: nothing checked yet, so that every fault can be told and not only the first.
struct RawCollection: Decodable {
    /// The `crs` member of the older GeoJSON of 2008.
    enum ReferenceSystem {
        case absent
        case named(String)
        /// Something else than a named reference system.
        case other
    }

    let type: String?
    let referenceSystem: ReferenceSystem
    /// nil when there is no array of that name.
    let features: [RawFeature]?

    private enum Key: String, CodingKey {
        case type, crs, features
    }

    /// Throws only where the file is not an object.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        type = try? container.decode(String.self, forKey: .type)
        features = try? container.decode([RawFeature].self, forKey: .features)
        referenceSystem =
            if let isNull = try? container.decodeNil(forKey: .crs) {
                isNull ? .absent : (try? container.decode(ReferenceSystem.self, forKey: .crs)) ?? .other
            } else {
                .absent
            }
    }
}

extension RawCollection.ReferenceSystem {
    /// Whether it is there and names WGS 84, which GeoJSON has without it.
    var isWGS84: Bool {
        guard case .named(let name) = self else { return false }
        let upper = name.uppercased()
        let isEPSG = upper.contains("EPSG") && upper.split(whereSeparator: { ":/".contains($0) }).last == "4326"
        return isEPSG || upper.hasSuffix("CRS84")
    }
}

extension RawCollection.ReferenceSystem: Decodable {
    private enum Key: String, CodingKey {
        case type, properties, name
    }

    init(from decoder: any Decoder) throws {
        let properties = try decoder.container(keyedBy: Key.self)
            .nestedContainer(keyedBy: Key.self, forKey: .properties)
        self = .named(try properties.decode(String.self, forKey: .name))
    }
}
