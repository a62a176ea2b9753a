/// What a scheduled publication changes; all else stays as it is when the time has come.
public struct PublicationPatch: Sendable, Hashable {
    /// A version that takes another's place.
    public struct Step: Sendable, Hashable {
        /// What is expected to be in force until then; nil where there is nothing yet.
        public let from: String?
        /// What is in force from then on; nil where it goes.
        public let to: String?

        /// Names the two.
        public init(from: String?, to: String?) {
            self.from = from
            self.to = to
        }
    }

    /// A layer that comes, changes or goes.
    public struct LayerStep: Sendable, Hashable {
        /// The layer's id.
        public let id: String
        /// Its versions.
        public let step: Step

        /// Names a layer's change.
        public init(id: String, step: Step) {
            self.id = id
            self.step = step
        }
    }

    /// Another map, or other settings beside the layers.
    public struct Ground: Sendable, Hashable {
        /// `layers.yml` but for its layers, as JSON.
        public let settings: String
        /// All files the map is drawn from.
        public let mapFiles: [Publication.MapFile]
    }

    /// The catalog; nil where it stays.
    public let catalog: Step?
    /// The layers that come, change or go, those in the order of `layers.yml` first.
    public let layers: [LayerStep]
    /// All layers in their new order; nil where putting the new ones last makes it.
    public let order: [String]?
    /// The map and the settings; nil where they stay.
    public let ground: Ground?

    /// Whether it changes nothing.
    public var isEmpty: Bool { catalog == nil && layers.isEmpty && order == nil && ground == nil }

    init(catalog: Step?, layers: [LayerStep], order: [String]?, ground: Ground?) {
        self.catalog = catalog
        self.layers = layers
        self.order = order
        self.ground = ground
    }

    /// Finds what makes one content of another.
    public init(from before: PublicationContent, to after: PublicationContent) {
        catalog = before.catalog == after.catalog ? nil : Step(from: before.catalog, to: after.catalog)
        let changed = after.layers.compactMap { layer -> LayerStep? in
            let from = before.version(of: layer.id)
            return from == layer.version ? nil : LayerStep(id: layer.id, step: Step(from: from, to: layer.version))
        }
        let gone = before.layers.filter { after.version(of: $0.id) == nil }
        layers = changed + gone.map { LayerStep(id: $0.id, step: Step(from: $0.version, to: nil)) }
        let isInOrder = Self.layers(before.layers, with: layers) == after.layers
        order = isInOrder ? nil : after.layers.map(\.id)
        ground =
            before.hasGround(of: after) ? nil : Ground(settings: after.settings, mapFiles: after.mapFiles)
    }

    /// What it makes of what is in force, which need not be what it was made for.
    ///
    /// Its own versions win over whatever stands in their place. A layer that was to change and has gone meanwhile comes
    /// back; one that was to go and has gone is no matter.
    public func applied(to content: PublicationContent) -> PublicationContent {
        var layers = Self.layers(content.layers, with: layers)
        if let order {
            func place(_ layer: Publication.Layer) -> Int { order.firstIndex(of: layer.id) ?? order.count }
            // By place, and those that are not named behind them as they stand.
            layers = layers.enumerated().sorted { one, other in
                (place(one.element), one.offset) < (place(other.element), other.offset)
            }.map(\.element)
        }
        return PublicationContent(
            catalog: catalog?.to ?? content.catalog,
            layers: layers,
            mapFiles: ground?.mapFiles ?? content.mapFiles,
            settings: ground?.settings ?? content.settings
        )
    }

    /// Layers with some replaced where they stand, some gone, and new ones at the end.
    private static func layers(_ layers: [Publication.Layer], with steps: [LayerStep]) -> [Publication.Layer] {
        let kept = layers.compactMap { layer -> Publication.Layer? in
            guard let change = steps.first(where: { $0.id == layer.id }) else { return layer }
            return change.step.to.map { Publication.Layer(id: layer.id, version: $0) }
        }
        let new = steps.filter { change in !layers.contains { $0.id == change.id } }
        return kept + new.compactMap { change in change.step.to.map { Publication.Layer(id: change.id, version: $0) } }
    }
}
