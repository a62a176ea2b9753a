import Boundaries
import ServiceRequests

/// The layers a report is made of, and what they are held against.
struct CoverageInput: Sendable {
    /// The layers to report on.
    var layers: [BoundaryLayer]
    /// What they are to cover; nil where nothing was given.
    var outline: BoundaryLayer?
    /// How far off a boundary a request may lie, where the city says it.
    var tolerance: EdgeTolerance?
    /// Which features count.
    let filters: [PropertyFilter]

    /// The layers of a city's folder: all, or the ones with these ids.
    init(
        folders: CityFolders,
        layers wanted: [String],
        outlineFile: OutlineFile?,
        filters: [PropertyFilter]
    ) async throws(CommandError) {
        let snapshot = try await folders.snapshot(folders.jurisdiction())
        let all = snapshot.index.layers
        let cityOutline = snapshot.index.tolerance?.outline
        self.filters = filters
        for id in wanted where !all.contains(where: { $0.id == id }) {
            let known = all.map(\.id).joined(separator: ", ")
            throw CommandError(.usage, "--layer: expected one of \(known), found \"\(id)\"")
        }
        layers = wanted.isEmpty ? all : all.filter { wanted.contains($0.id) }
        if let outlineFile {
            outline = try await outlineFile.read()
            // The city's tolerance is about another outline.
            tolerance = nil
        } else {
            outline = all.first { $0.id == cityOutline } ?? all.first
            tolerance = snapshot.index.tolerance
        }
        try filter()
    }

    /// One file that is in no city's folder yet.
    init(
        file: String,
        key: String,
        label: String?,
        outlineFile: OutlineFile?,
        filters: [PropertyFilter]
    ) async throws(CommandError) {
        let properties = Set(filters.map(\.property)).sorted()
        layers = [try await LayerFile(path: file, key: key, label: label, properties: properties).read()]
        outline = try await outlineFile?.read()
        tolerance = nil
        self.filters = filters
        try filter()
    }

    /// Measures every layer.
    func reports(toleranceMetres: Double) async throws(CommandError) -> [CoverageReport] {
        do throws(BoundaryError) {
            let index = try await index()
            var reports: [CoverageReport] = []
            for layer in layers {
                // The outline cannot be held against itself: only what it encloses is asked.
                let coverage = try await Coverage.examine(
                    layer,
                    outline: layer.id == outline?.id ? nil : outline,
                    isOutline: layer.id == outline?.id,
                    toleranceMetres: toleranceMetres
                )
                reports.append(CoverageReport(coverage, index: index, filters: filters))
            }
            return reports
        } catch {
            throw CommandError(.findings, "the boundaries cannot be laid over one another\n\(error)")
        }
    }

    /// An index of the layers as they are reported on, so that features left out answer no request.
    private func index() async throws(BoundaryError) -> BoundaryIndex {
        let apart = outline.map { outline in layers.contains { $0.id == outline.id } ? [] : [outline] } ?? []
        return try await BoundaryIndex.build(layers: apart + layers, tolerance: tolerance)
    }

    private mutating func filter() throws(CommandError) {
        guard !filters.isEmpty else { return }
        let text = filters.map { "--only \($0)" }.joined(separator: " ")
        for (position, layer) in layers.enumerated() {
            let boundaries = PropertyFilter.boundaries(of: layer, passing: filters)
            guard !boundaries.isEmpty else {
                let values = filters.map { filter in
                    let found = Set(layer.boundaries.compactMap { $0.properties[filter.property] }).sorted()
                    return "\(filter.property): "
                        + (found.isEmpty ? "no value" : found.prefix(8).joined(separator: ", "))
                }
                throw CommandError(
                    .usage,
                    "\(text): expected features of \(layer.definition.file) that have it, found none "
                        + "(\(values.joined(separator: "; ")))",
                    remedy: "A folder's layer has the properties that layers.yml keeps; --layer names the one meant."
                )
            }
            layers[position] = BoundaryLayer(
                definition: layer.definition,
                version: layer.version,
                boundaries: boundaries
            )
        }
    }
}
