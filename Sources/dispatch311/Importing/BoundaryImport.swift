import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns what a city has into a layer, by GDAL where it is needed, and checks what comes out.
struct BoundaryImport: Sendable {
    let wish: ImportWish

    /// Imports; the file is not put in its place yet.
    func run() async throws -> ImportedLayer {
        if FeatureService.isAddress(wish.source) { return try await importService() }
        let source = try ImportSource(path: wish.source, layer: wish.sourceLayer)
        if let path = source.plainFile, wish.fromSystem == nil, let layer = try await asItIs(path) { return layer }
        guard await Self.isInstalled else { throw notInstalled(source) }
        return try await convert(try await choice(source), count: nil)
    }

    private func importService() async throws -> ImportedLayer {
        var service = try FeatureService(wish.source)
        guard await Self.isInstalled else {
            // What the server would say of itself is left at what most say.
            throw notInstalled(ImportSource(service, query: service.usualQuery))
        }
        let (query, count) = try await service.ask()
        return try await convert(try await choice(ImportSource(service, query: query)), count: count)
    }

    /// A file that is GeoJSON of RFC 7946 already, as it is; nil where it has to be converted.
    private func asItIs(_ path: String) async throws(CommandError) -> ImportedLayer? {
        let data = try InputFile.bytes(of: path)
        switch try await checked(data) {
        case .layer(let layer):
            return ImportedLayer(
                bytes: Array(data),
                layer: layer,
                sourceLayer: nil,
                referenceSystem: "WGS 84",
                command: nil,
                messages: ""
            )
        case .refused(let error): throw error
        case .faults(let faults, let properties):
            // ArcGIS JSON and TopoJSON are no FeatureCollection; a crs of 2008 says what to convert from.
            let kinds = Set(faults.map(\.kind))
            if !kinds.isDisjoint(with: [.notAFeatureCollection, .foreignReferenceSystem]) { return nil }
            throw refusal(faults, properties)
        }
    }

    /// Converts what was chosen; `count` is how many features there should be, where somebody else has counted.
    private func convert(_ choice: Choice, count: Int?) async throws -> ImportedLayer {
        let words = conversion(of: choice.source, layer: choice.layerName, to: "/vsistdout/")
        let converted = try await choice.program.run(Self.converter, words)
        let layer: BoundaryLayer
        switch try await checked(Data(converted.bytes)) {
        case .layer(let found): layer = found
        case .refused(let error): throw error
        case .faults(let faults, let properties):
            if let kept = wish.kept { try OutputFile.write(converted.bytes, to: kept, replacing: false) }
            throw refusal(faults, properties, said: converted.messages)
        }
        if let expected = count ?? choice.layer.count, expected != layer.boundaries.count {
            throw CommandError(
                .findings,
                "\(wish.source): expected all its \(NumberText.count(expected, "feature")), found "
                    + "\(layer.boundaries.count) after the conversion" + Self.said(converted.messages)
            )
        }
        return ImportedLayer(
            bytes: converted.bytes,
            layer: layer,
            sourceLayer: choice.layer.name,
            referenceSystem: wish.fromSystem ?? choice.layer.referenceSystem ?? "",
            command: [Self.converter] + conversion(of: choice.source, layer: choice.layerName, to: wish.target),
            messages: converted.messages
        )
    }
}
