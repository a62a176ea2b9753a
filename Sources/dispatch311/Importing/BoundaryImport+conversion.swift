import Boundaries

/// What GDAL is asked, and how.
extension BoundaryImport {
    /// A layer of a source and the program that may read it.
    struct Choice: Sendable {
        let source: ImportSource
        let layer: SourceLayer
        /// The layer's name where the source has others.
        let layerName: String?
        let program: GDALProgram
    }

    static let converter = "ogr2ogr"
    private static let describer = "ogrinfo"

    /// Whether both programs are on the PATH.
    static var isInstalled: Bool {
        get async {
            guard await GDALProgram.isInstalled(converter) else { return false }
            return await GDALProgram.isInstalled(describer)
        }
    }

    /// What is told where they are not: how they are had, and what they would have been asked.
    func notInstalled(_ source: ImportSource) -> CommandError {
        let words = conversion(of: source, layer: source.layer, to: wish.target)
        return CommandError(
            .unreachable,
            "expected GDAL's programs ogr2ogr and ogrinfo on the PATH, found none",
            remedy: """
                Install them and run this again:
                    apt-get install gdal-bin
                  Or convert where they are installed, and import the file that comes out:
                    \(ShellWords.line([Self.converter] + words))
                """
        )
    }

    /// What ogr2ogr is told.
    func conversion(of source: ImportSource, layer: String?, to target: String) -> [String] {
        var words = ["-f", "GeoJSON", "-t_srs", "EPSG:4326", "-dim", "XY"]
        words += ["-lco", "RFC7946=YES", "-lco", "COORDINATE_PRECISION=\(wish.decimals)"]
        if let system = wish.fromSystem { words += ["-s_srs", system] }
        return words + opening(source) + [target, source.name] + (layer.map { [$0] } ?? [])
    }

    /// Asks what the source has and takes the layer that is meant.
    func choice(_ source: ImportSource) async throws -> Choice {
        let program = GDALProgram(isOnline: source.isOnline, limit: wish.limit, bytes: BoundaryLimits().maximumBytes)
        // A server's pages are read once only, by the conversion.
        let count = source.isOnline ? ["-nocount"] : []
        let words = ["-ro", "-al", "-so", "-nomd", "-noextent"] + count + opening(source) + [source.name]
        let described = try await program.run(Self.describer, words)
        let all = SourceLayer.all(in: String(decoding: described.bytes, as: UTF8.self))
        let layers = all.filter { $0.geometry != "None" }
        guard let layer = try chosen(of: layers, source) else {
            let found = all.isEmpty ? "none" : "only tables without geometry"
            throw CommandError(.findings, "\(source.shown): expected a layer of polygons, found \(found)")
        }
        guard all.count == 1 || !layer.name.hasPrefix("-") else {
            throw CommandError(
                .usage,
                "\(source.shown): expected a layer's name that does not begin with -, found \(layer.name)"
            )
        }
        guard layer.referenceSystem != nil || wish.fromSystem != nil else { throw noReferenceSystem(source, layer) }
        return Choice(
            source: source,
            layer: layer,
            layerName: all.count == 1 ? nil : layer.name,
            program: program
        )
    }

    private func opening(_ source: ImportSource) -> [String] {
        source.options.flatMap { ["-oo", $0] }
    }

    private func chosen(of layers: [SourceLayer], _ source: ImportSource) throws(CommandError) -> SourceLayer? {
        var table = TextTable([.words("layer"), .words("geometry"), .numbers("features")])
        for layer in layers {
            table.add([layer.name, layer.geometry, layer.count.map { NumberText.grouped($0) } ?? ""])
        }
        let list = "\n" + table.lines(width: 100, indent: 2).joined(separator: "\n")
        if let wanted = source.layer {
            if let layer = layers.first(where: { $0.name == wanted }) { return layer }
            throw CommandError(
                .usage,
                "--source-layer: expected a layer of \(source.shown), found \(wanted); it has:" + list
            )
        }
        guard layers.count < 2 else {
            throw CommandError(
                .usage,
                "\(source.shown): expected one layer, found \(layers.count):" + list,
                remedy: "Say which with --source-layer NAME."
            )
        }
        return layers.first
    }

    private func noReferenceSystem(_ source: ImportSource, _ layer: SourceLayer) -> CommandError {
        let missing = source.format == .shapefile ? " (there is no .prj file that does)" : ""
        return CommandError(
            .usage,
            "\(source.shown): expected a reference system, found that the layer \(layer.name) names none\(missing)",
            remedy: "Say it with --from-srs, for example --from-srs EPSG:2263: who made the file knows it. Degrees of "
                + "longitude and latitude are EPSG:4326."
        )
    }
}
