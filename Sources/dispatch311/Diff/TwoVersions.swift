import Boundaries
import ServiceRequests

/// The boundaries before and after, ready to be asked, and what decides by them where that is known.
struct TwoVersions: Sendable {
    /// What a place and what was asked for there come to, before and after.
    struct Change: Sendable, Hashable {
        /// The boundary of each layer that is compared, where it is another than before.
        struct Move: Sendable, Hashable {
            let layer: String
            let from: String?
            let to: String?
        }

        /// Who owned it and who would.
        struct Owners: Sendable, Hashable {
            let before: Owner?
            let after: Owner?
        }

        /// Only those that differ.
        var moves: [Move] = []
        /// Whether the place is in the city neither before nor after.
        var isOutside = false
        /// Nil where they are the same, or not known.
        var owners: Owners?
    }

    /// The layers that are compared.
    let layers: [String]
    /// What was.
    let before: BoundaryIndex
    /// What would be.
    let after: BoundaryIndex
    /// What decides with both; nil where no catalog is known.
    let catalog: Catalog?

    private let assigners: (before: Assigner, after: Assigner)?
    /// For each layer that is compared, the boundaries with other properties after than before.
    private let retold: [Set<String>]
    /// Whether the layers that are not compared answer the same everywhere.
    private let isRestTheSame: Bool

    /// Pairs the two.
    init(layers: [String], before: BoundaryIndex, after: BoundaryIndex, catalog: Catalog?) {
        self.layers = layers
        self.before = before
        self.after = after
        self.catalog = catalog
        retold = layers.map { Self.retold(in: $0, before, after) }
        isRestTheSame =
            !layers.contains { $0 == before.tolerance?.outline || $0 == after.tolerance?.outline }
            && Self.versions(in: before, but: layers) == Self.versions(in: after, but: layers)
        assigners = catalog.map { catalog in
            (
                before: Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: before)),
                after: Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: after))
            )
        }
    }

    /// Whether the catalog sends anything by a layer that is compared.
    var areRouted: Bool {
        guard let catalog else { return false }
        return catalog.services.contains { service in
            service.routes.contains { route -> Bool in
                let asked = route.condition?.layers ?? []
                return (asked + ([route.share] + route.also).compactMap(\.queueLayer)).contains { layers.contains($0) }
            }
        }
    }

    /// What changes at a place; the draft is only asked for where it may make a difference.
    ///
    /// Takes no lock, so that any number of threads may ask at the same time. A decision rests on nothing of a place but
    /// its boundaries, so that where all are the same the assigners are not asked.
    func change(at coordinate: Coordinate, draft: () -> ServiceRequest.Draft?) -> Change {
        let (was, becomes) = (before.probe(coordinate), after.probe(coordinate))
        var change = Change()
        change.isOutside = !was.isInside && !becomes.isInside
        if change.isOutside { return change }
        var isSame = was.isInside == becomes.isInside
        for (place, layer) in layers.enumerated() {
            let from = was.boundary(in: layer)?.id
            let to = becomes.boundary(in: layer)?.id
            if from != to {
                change.moves.append(Change.Move(layer: layer, from: from, to: to))
                isSame = false
            } else if let to, !retold[place].isEmpty, retold[place].contains(to) {
                isSame = false
            }
        }
        let decidesLike = isRestTheSame ? isSame : was.decidesLike(becomes)
        guard let assigners, !decidesLike, let draft = draft() else { return change }
        let owners = Change.Owners(
            before: assigners.before.owner(of: draft),
            after: assigners.after.owner(of: draft)
        )
        if owners.before != owners.after { change.owners = owners }
        return change
    }

    private static func retold(in layer: String, _ before: BoundaryIndex, _ after: BoundaryIndex) -> Set<String> {
        let boundaries = before.layers.first { $0.id == layer }?.boundaries ?? []
        let changed = boundaries.filter { boundary in
            after.reference(layer: layer, id: boundary.id).map { $0.properties != boundary.properties } ?? false
        }
        return Set(changed.map(\.id))
    }

    private static func versions(in index: BoundaryIndex, but layers: [String]) -> [String: String] {
        let rest = index.layers.filter { !layers.contains($0.id) }
        return Dictionary(rest.map { ($0.id, $0.version) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Probe {
    fileprivate var isInside: Bool { if case .inside = standing { true } else { false } }

    /// The boundary the place counts to; nil in a gap and outside the city.
    fileprivate func boundary(in layer: String) -> Boundary.Reference? {
        isInside ? hits[layer]?.boundary : nil
    }

    /// Whether every decision about the place is the same by both.
    fileprivate func decidesLike(_ other: Probe) -> Bool {
        guard isInside == other.isInside, hits.count == other.hits.count else { return false }
        // Both are in the order of the layers.
        return zip(hits, other.hits).allSatisfy { $0.boundary == $1.boundary }
    }
}
