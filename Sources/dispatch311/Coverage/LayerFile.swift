import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A GeoJSON file that is looked at by itself.
struct LayerFile: Sendable, Hashable {
    /// Where it is.
    let path: String
    /// The property that holds the boundaries' ids.
    let key: String
    /// The property that holds their names; nil where the ids are the names.
    var label: String?
    /// The properties that are kept.
    var properties: [String] = []

    /// The file's name without folder and ending, by which the layer is called.
    var name: String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        return name.isEmpty ? file : name
    }

    /// Reads and checks it; every fault is told.
    func read() async throws(CommandError) -> BoundaryLayer {
        let path = path
        let data = await OwnThread.run { () throws(Never) in FileManager.default.contents(atPath: path) }
        guard let data else { throw CommandError(.usage, "\(path): expected a file that can be read, found none") }
        let definition = LayerDefinition(
            id: name,
            names: [:],
            file: path,
            key: key,
            label: label,
            properties: properties
        )
        do throws(BoundaryError) {
            let source = BoundaryReader.Source(data: data, definition: definition)
            let layers = try await BoundaryReader().read([source])
            guard let layer = layers.first else {
                throw .unmeasurable("\(path): expected boundaries, found none")
            }
            return layer
        } catch {
            throw CommandError(.findings, "\(error)", remedy: Self.remedy(for: error))
        }
    }

    /// What helps where the wrong properties were asked for; of other faults the message says enough.
    private static func remedy(for error: BoundaryError) -> String? {
        let aboutKeys: Set<BoundaryFault.Kind> = [.missingKey, .unusableKey, .duplicateKey, .missingLabel]
        guard case .faults(let faults) = error, faults.contains(where: { aboutKeys.contains($0.kind) }) else {
            return nil
        }
        return
            "--key names the property that holds the ids, --label the names', --outline-key that of an outline's ids."
    }
}
