import Foundation

/// An element of `features` as it was decoded; whatever could not be is nil.
struct RawFeature: Decodable {
    let type: String?
    let properties: [String: PropertyValue]
    let geometry: RawGeometry?

    private enum Key: String, CodingKey {
        case type, properties, geometry
    }

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: Key.self) else {
            type = nil
            properties = [:]
            geometry = nil
            return
        }
        type = try? container.decode(String.self, forKey: .type)
        properties = (try? container.decode([String: PropertyValue].self, forKey: .properties)) ?? [:]
        // RFC 7946 lets a geometry be null; a boundary without one is a fault further on.
        geometry = (try? container.decodeIfPresent(RawGeometry.self, forKey: .geometry)) ?? nil
    }
}
