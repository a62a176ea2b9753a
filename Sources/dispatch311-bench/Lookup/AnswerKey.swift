import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Real places with the boundaries the City itself says they lie in.
struct AnswerKey: Sendable {
    let places: [Coordinate]
    /// For each layer that the key has a column of, by the layer's id, a boundary's id for each place.
    let answers: [(layer: String, ids: [String])]

    /// The key's column of each layer.
    private static let columns = [
        (layer: "borough", column: "borough"), (layer: "police_precinct", column: "policeprct"),
        (layer: "community_district", column: "communitydist"),
        (layer: "council_district", column: "councildist_2023"), (layer: "school_district", column: "schooldist"),
        (layer: "neighborhood", column: "nta"),
    ]

    /// Reads a file; nil where there is none.
    static func read(_ path: String) async throws -> AnswerKey? {
        guard FileManager.default.isReadableFile(atPath: path) else { return nil }
        guard path.hasSuffix(".gz") else {
            return try AnswerKey(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
        }
        return try AnswerKey(try await ChildProgram.output(of: "gzip", ["-dc", path]))
    }

    /// Reads its text: columns latitude and longitude, and one for each layer; no field has a comma.
    init(_ text: String) throws(BenchError) {
        var lines = text.split(whereSeparator: \.isNewline)[...]
        let header = lines.popFirst()?.split(separator: ",").map(String.init) ?? []
        guard let latitude = header.firstIndex(of: "latitude"), let longitude = header.firstIndex(of: "longitude")
        else {
            throw BenchError("expected columns latitude and longitude, found \(header.joined(separator: ", "))")
        }
        let found = Self.columns.compactMap { layer, column in
            header.firstIndex(of: column).map { (layer: layer, index: $0) }
        }
        var places: [Coordinate] = []
        var ids = Array(repeating: [String](), count: found.count)
        for line in lines {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == header.count, let y = Double(fields[latitude]), let x = Double(fields[longitude]),
                let place = try? Coordinate(latitude: y, longitude: x)
            else { throw BenchError("expected a place in line \(places.count + 2) of the answer key, found \(line)") }
            places.append(place)
            for (index, column) in found.enumerated() { ids[index].append(String(fields[column.index])) }
        }
        self.places = places
        answers = zip(found, ids).map { (layer: $0.layer, ids: $1) }
    }
}
