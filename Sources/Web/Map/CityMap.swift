package import Boundaries
package import Logging

/// A city's map, made when it is first asked for, so that no server starts later for it.
package actor CityMap {
    private let layers: [BoundaryLayer]
    private let outline: String?
    private let sheets: MapSheets
    private var making: Task<Atlas, Never>?

    /// Keeps what the map will be made of; reads nothing.
    package init(layers: [BoundaryLayer], outline: String?, sheets: MapSheets = .none) {
        self.layers = layers
        self.outline = outline
        self.sheets = sheets
    }

    /// The atlas, made on a thread of its own by the first call; the others wait for it.
    ///
    /// A sheet that cannot be read is left out and on record: a map without streets is better than none.
    package func atlas(logger: Logger) async -> Atlas {
        if let making { return await making.value }
        let task = Task { [layers, outline, sheets] in
            var read: [MapSheet] = []
            for definition in sheets.definitions {
                do {
                    if let sheet = try await sheets.sheet(definition) { read.append(sheet) }
                } catch {
                    logger.error(
                        "A sheet of the map cannot be read; the map is drawn without it",
                        metadata: ["sheet": "\(definition.id)", "error": "\(error)"]
                    )
                }
            }
            let complete = read
            return await OwnThread.run {
                Atlas(layers: layers, outline: outline, definitions: sheets.definitions, sheets: complete)
            }
        }
        making = task
        return await task.value
    }
}
