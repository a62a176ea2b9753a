package import Boundaries
package import Logging
import Store

/// A city's map, made when it is first asked for, so that no server starts later for it.
package actor CityMap {
    private struct Made: Sendable {
        let atlas: Atlas
        /// Whether no sheet is missing only because the database could not be asked.
        let isFinal: Bool
    }

    private let layers: [BoundaryLayer]
    private let outline: String?
    private let sheets: MapSheets
    private let pause: Duration
    private var making: Task<Made, Never>?
    private var again: ContinuousClock.Instant?

    /// Keeps what the map will be made of; reads nothing.
    ///
    /// Where the database could not give a sheet, the map is made again when it is asked for after `pause`.
    package init(
        layers: [BoundaryLayer],
        outline: String?,
        sheets: MapSheets = .none,
        pause: Duration = .seconds(10)
    ) {
        self.layers = layers
        self.outline = outline
        self.sheets = sheets
        self.pause = pause
    }

    /// The atlas, made on a thread of its own by the first call; the others wait for it.
    ///
    /// A sheet that cannot be read is left out and on record: a map without streets is better than none.
    package func atlas(logger: Logger) async -> Atlas {
        if let again, again <= .now { (making, self.again) = (nil, nil) }
        if let making { return await making.value.atlas }
        let task = Task { [layers, outline, sheets] in
            await Self.make(layers: layers, outline: outline, sheets: sheets, logger: logger)
        }
        making = task
        let made = await task.value
        if !made.isFinal { again = .now + pause }
        return made.atlas
    }

    private static func make(
        layers: [BoundaryLayer],
        outline: String?,
        sheets: MapSheets,
        logger: Logger
    ) async -> Made {
        var read: [MapSheet] = []
        var isFinal = true
        for definition in sheets.definitions {
            do {
                if let sheet = try await sheets.sheet(definition) { read.append(sheet) }
            } catch {
                if error is StoreError { isFinal = false }
                logger.error(
                    "A sheet of the map cannot be read; the map is drawn without it",
                    metadata: ["sheet": "\(definition.id)", "error": "\(error)"]
                )
            }
        }
        let complete = read
        let atlas = await OwnThread.run {
            Atlas(layers: layers, outline: outline, definitions: sheets.definitions, sheets: complete)
        }
        return Made(atlas: atlas, isFinal: isFinal)
    }
}
