import Boundaries
import Glibc
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The whole measurement: the layers, the points, the races.
struct LookupRun: Sendable {
    let report: BenchReport
    let options: LookupCommand
    let presence: PostGISSide.Presence

    /// Measures everything; throws at the end where an answer differed.
    func run() async throws {
        let sources = try GeoDataFolder.sources(in: options.geodata)
        let tolerance = try CatalogReader().read(CatalogFolder.files(in: options.catalog)).jurisdiction.tolerance
        let key = try await AnswerKey.read(options.answerKey)
        let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        header(key)
        var sets = [("all-layers", sources)]
        if let extra = try options.extra.map(ExtraLayer.init) {
            let data = try Data(contentsOf: URL(filePath: extra.path))
            sets.append(
                ("with-\(extra.id)", sources + [BoundaryReader.Source(data: data, definition: extra.definition)])
            )
        }
        var kinds: [LookupPoints] = []
        var differing = 0
        for (name, sources) in sets {
            let layers = try await LookupLayers.read(name, sources, tolerance: tolerance, repeats: options.repeats)
            try print(layers)
            if kinds.isEmpty {
                kinds = try points(over: layers, key)
                if let postgis {
                    for kind in kinds { try await postgis.store(kind, count: options.postgisPoints) }
                }
                if let key { try await printAgreement(layers, key) }
            }
            let race = try await LookupRace(
                layers,
                report: report,
                options: options,
                postgis: postgis,
                processors: processors
            )
            var comparison = LookupComparison()
            for kind in kinds { comparison = comparison + (try await race.run(kind)) }
            try report.print("\(name)/mismatches", Double(comparison.differing), "of \(comparison.compared) answers")
            differing += comparison.differing
        }
        guard differing == 0 else {
            throw BenchError("expected the same boundaries on every side, found \(differing) points that differ")
        }
    }

    private var postgis: PostGISSide? { if case .present(let side) = presence { side } else { nil } }

    private func header(_ key: AnswerKey?) {
        var settings = [
            (name: "geos", value: PlainGEOS.version), (name: "points of a kind", value: "\(options.points)"),
            (name: "seed", value: "\(options.seed)"),
            (name: "repeats", value: "\(options.repeats), in turns, each turn from the next side on"),
            (
                name: "lots",
                value: key.map { "\($0.places.count) of \(options.answerKey)" } ?? "left out: no answer key"
            ),
            (name: "on an edge", value: "in both neighbours on every side"),
        ]
        switch presence {
        case .present(let postgis):
            settings += postgis.settings
            settings.append((name: "points for postgis", value: "\(min(options.postgisPoints, options.points))"))
        case .absent(let reason): settings.append((name: "postgis", value: reason))
        }
        report.header(settings)
        if key == nil { report.progress("no lots: there is no answer key at \(options.answerKey)") }
        if case .absent(let reason) = presence { report.progress("PostGIS is left out: \(reason)") }
    }

    private func points(over layers: LookupLayers, _ key: AnswerKey?) throws -> [LookupPoints] {
        guard let box = layers.box else { throw BenchError("expected boundaries in \(options.geodata), found none") }
        let (count, seed) = (options.points, options.seed)
        var kinds: [LookupPoints] = [.uniform(count, over: box, seed: seed)]
        if let key { kinds.append(.repeated(key.places, to: count, seed: seed)) }
        kinds.append(.far(count, from: box, seed: seed))
        return kinds
    }

    private func print(_ layers: LookupLayers) throws {
        report.progress(
            "\(layers.name): \(layers.layers.count) layers, \(layers.boundaryCount) boundaries"
        )
        try report.print("\(layers.name)/parse-validate-index", layers.milliseconds, "ms")
        for (name, bytes) in [
            ("index-memory", layers.indexBytes), ("layers-memory", layers.layerBytes),
            ("resident-memory", layers.residentBytes),
        ] {
            try report.print("\(layers.name)/\(name)", Double(bytes) / 1e6, "MB")
        }
    }

    /// How often ours says what the City says.
    private func printAgreement(_ layers: LookupLayers, _ key: AnswerKey) async throws {
        let counts = await OwnThread.run { () throws(Never) in
            let probes = key.places.map { layers.index.probe($0) }
            return key.answers.map { layer, ids in
                zip(probes, ids).count { probe, id in probe.hits[layer]?.boundary.id == id }
            }
        }
        for (answer, count) in zip(key.answers, counts) {
            try report.print("lots/agreement/\(answer.layer)", Double(count), "of \(key.places.count) lots")
        }
    }
}
