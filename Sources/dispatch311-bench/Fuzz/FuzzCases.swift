#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Mutated boundary files, each following from a seed and its number.
struct FuzzCases: Sendable {
    private let seed: UInt64
    /// Features of real layers, each the text of one feature.
    private let features: [[String]]
    /// Small whole files with what the layers have not.
    private let wholes: [[UInt8]]

    /// Reads the layers of a folder; features of more bytes than allowed are left out.
    init(seed: UInt64, geodata: String, largestFeature: Int = 30_000) throws(BenchError) {
        self.seed = seed
        wholes = FuzzSeeds.files.map { Array($0.utf8) }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: geodata)) ?? []
        var features: [[String]] = []
        for name in names.sorted() where name.hasSuffix(".geojson") && name != "blocks.geojson" {
            guard let data = FileManager.default.contents(atPath: "\(geodata)/\(name)") else { continue }
            // The recipe writes a feature a line.
            let lines = data.split(separator: UInt8(ascii: "\n"))
                .filter { $0.count <= largestFeature && $0.starts(with: #"{"type":"Feature","#.utf8) }
                .map { String(decoding: $0.last == UInt8(ascii: ",") ? $0.dropLast() : $0, as: UTF8.self) }
            if !lines.isEmpty { features.append(lines) }
        }
        guard !features.isEmpty else {
            throw BenchError("\(geodata): expected layers with a feature a line, found none")
        }
        self.features = features
    }

    /// A file's bytes; the same for the same seed and number.
    func file(_ number: Int) -> [UInt8] {
        var dice = ChaosDice(seed: seed, "file \(number)")
        var mutator = FuzzMutator(bytes: dice.falls(25) ? dice.pick(wholes) : cut(&dice), dice: dice)
        mutator.mutate()
        return mutator.bytes
    }

    /// A layer of one to five real features.
    private func cut(_ dice: inout ChaosDice) -> [UInt8] {
        let layer = dice.pick(features)
        // Different ones, or the key would be there twice.
        let places = Set(
            (0..<Int.random(in: 1...5, using: &dice)).map { _ in Int.random(in: layer.indices, using: &dice) }
        )
        let picked = places.sorted().map { layer[$0] }
        return Array(#"{"type":"FeatureCollection","features":["#.utf8) + Array(picked.joined(separator: ",\n").utf8)
            + Array("]}".utf8)
    }
}
