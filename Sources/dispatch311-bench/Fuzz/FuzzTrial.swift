import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads, looks at and repairs one file, and holds the answers against each other.
enum FuzzTrial {
    /// What became of a file that kept every promise.
    enum Outcome: String, Sendable, CaseIterable {
        /// The reader takes it.
        case accepted
        /// The reader takes it once it is repaired.
        case repaired
        /// The reader refuses it, repaired or not.
        case refused
    }

    /// Where New York lies: half the files are read with it.
    private static let extent: BoundingBox? = {
        guard let low = try? Coordinate(latitude: 40.45, longitude: -74.3),
            let high = try? Coordinate(latitude: 40.95, longitude: -73.65)
        else { return nil }
        return BoundingBox(low, high)
    }()

    /// Tries a file; throws where an answer contradicts another, or GEOS fails.
    static func run(_ bytes: [UInt8], hasExtent: Bool) throws -> Outcome {
        let subject = LintSubject(
            data: Data(bytes),
            file: "fuzz.geojson",
            key: "id",
            properties: ["name"],
            extent: hasExtent ? extent : nil
        )
        let layer = try read(subject)
        let lint = BoundaryLint()
        let before = try lint.result(of: subject)
        try expect(before.isReadable == (layer != nil), "the lint finds an error exactly where the reader refuses")
        if let layer { _ = try BoundaryIndex(layers: [layer], tolerance: nil) }
        let repair = BoundaryRepair(lint: lint)
        let outcome = try repair.outcome(of: subject)
        try expect(outcome.before == before, "the repair sees what the lint sees")
        try expect(outcome.after.features == before.features, "the repair keeps every feature")
        try expect(layer == nil || outcome.after.isReadable, "the repair keeps a readable file readable")
        try expect(
            outcome.after.count(.error) <= before.count(.error),
            "the repair makes no more errors than there were"
        )
        let repaired = LintSubject(
            data: outcome.data,
            file: subject.file,
            key: subject.key,
            properties: subject.properties,
            extent: subject.extent
        )
        let repairedLayer = try read(repaired)
        try expect(outcome.after.isReadable == (repairedLayer != nil), "the reader takes what the repair says it does")
        if outcome.after.isReadable {
            let again = try repair.outcome(of: repaired)
            try expect(again.changes.isEmpty, "a repaired file needs no repair, found \(again.changes)")
        }
        return layer != nil ? .accepted : repairedLayer != nil ? .repaired : .refused
    }

    /// The layer; nil where the reader refuses the file with its faults.
    private static func read(_ subject: LintSubject) throws -> BoundaryLayer? {
        let definition = LayerDefinition(
            id: "fuzz",
            names: ["en": "Fuzz"],
            file: subject.file,
            key: subject.key ?? "id",
            properties: subject.properties
        )
        let source = BoundaryReader.Source(data: subject.data, definition: definition, extent: subject.extent)
        do throws(BoundaryError) {
            return try BoundaryReader().read(source)
        } catch {
            guard case .faults(let faults) = error else { throw error }
            try expect(!faults.isEmpty, "a refused file has a fault")
            return nil
        }
    }

    private static func expect(_ isSo: Bool, _ promise: String) throws {
        guard isSo else { throw BenchError("expected that \(promise)") }
    }
}
