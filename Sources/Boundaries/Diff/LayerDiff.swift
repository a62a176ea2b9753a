/// What changes from one version of a layer to another.
///
///     let diff = try await LayerDiff.find(from: inForce, to: proposed)
///     diff.parts.first   // the largest piece that changes hands, from which boundary to which
public struct LayerDiff: Sendable {
    /// Pieces too thin to count, as two drawings of the same line leave them.
    public struct Ignored: Sendable, Hashable {
        /// How many polygons.
        public internal(set) var count = 0
        /// Their area.
        public internal(set) var squareMetres = 0.0
    }

    /// The metres a piece has to be thick somewhere to count, unless somebody says otherwise.
    public static let standardTolerance = 1.0

    /// The layer's id.
    public let layer: String
    /// The version before.
    public let versionBefore: String
    /// The version after.
    public let versionAfter: String
    /// The boundaries that are not what they were: those that gained or lost most first, then by id.
    public let changes: [BoundaryChange]
    /// How many are what they were but for pieces too thin to count.
    public let unchangedCount: Int
    /// What changes hands, the largest first.
    public let parts: [MovedPart]
    /// The area of all boundaries before, in square metres; overlaps count twice.
    public let areaBefore: Double
    /// What was too thin to count.
    public let ignored: Ignored

    /// The area that changes hands, in square metres.
    public var movedArea: Double { parts.reduce(0) { $0 + $1.squareMetres } }

    /// Compares two versions on a thread of its own; see `init(from:to:toleranceMetres:)`.
    public static func find(
        from before: BoundaryLayer,
        to after: BoundaryLayer,
        toleranceMetres: Double = standardTolerance
    ) async throws(BoundaryError) -> LayerDiff {
        try await OwnThread.run { () throws(BoundaryError) in
            try LayerDiff(from: before, to: after, toleranceMetres: toleranceMetres)
        }
    }

    /// Compares two versions whose boundaries `BoundaryReader` has checked; boundaries are the same where their ids are.
    ///
    /// Some seconds where every line of a large city was drawn anew, nearly all of it in GEOS: call it off Swift's
    /// cooperative threads, or use `find`. Pieces that are nowhere `toleranceMetres` thick are left out and counted. Names
    /// are compared where both versions have names of their own.
    public init(
        from before: BoundaryLayer,
        to after: BoundaryLayer,
        toleranceMetres: Double = standardTolerance
    ) throws(BoundaryError) {
        guard (0...1000).contains(toleranceMetres) else {
            throw .tolerance("expected a tolerance of 0 to 1000 metres, found \(toleranceMetres)")
        }
        let overlay = try LayerOverlay(before.boundaries, after.boundaries, toleranceMetres: toleranceMetres)
        layer = after.id
        versionBefore = before.version
        versionAfter = after.version
        parts = overlay.parts.sorted { one, other in
            (other.squareMetres, one.from ?? "", one.to ?? "") < (one.squareMetres, other.from ?? "", other.to ?? "")
        }
        ignored = overlay.ignored
        areaBefore = before.boundaries.reduce(0) { $0 + $1.squareMetres }
        let all = Self.changes(before, after, parts: parts)
        changes = all.sorted { one, other in
            (other.gained + other.lost, one.id) < (one.gained + one.lost, other.id)
        }
        let ids = Set(before.boundaries.map(\.id)).union(after.boundaries.map(\.id))
        unchangedCount = ids.count - all.count
    }
}

extension LayerDiff {
    private static func changes(_ before: BoundaryLayer, _ after: BoundaryLayer, parts: [MovedPart]) -> [BoundaryChange]
    {
        var gained: [String: Double] = [:]
        var lost: [String: Double] = [:]
        for part in parts {
            if let id = part.to, part.overlap != .ends { gained[id, default: 0] += part.squareMetres }
            if let id = part.from, part.overlap != .begins { lost[id, default: 0] += part.squareMetres }
        }
        let old = Dictionary(before.boundaries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.boundaries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Set(old.keys).union(new.keys).compactMap { id -> BoundaryChange? in
            let (was, becomes) = (old[id], new[id])
            let isRedrawn = gained[id] != nil || lost[id] != nil
            let change = BoundaryChange(
                id: id,
                kind: was == nil ? .added : becomes == nil ? .removed : isRedrawn ? .redrawn : .renamed,
                nameBefore: before.definition.label == nil ? nil : was?.name,
                nameAfter: after.definition.label == nil ? nil : becomes?.name,
                areaBefore: was?.squareMetres ?? 0,
                areaAfter: becomes?.squareMetres ?? 0,
                gained: gained[id] ?? 0,
                lost: lost[id] ?? 0
            )
            return change.kind == .renamed && !change.isRenamed ? nil : change
        }
    }
}
