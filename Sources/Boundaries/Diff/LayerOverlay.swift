/// Two versions of a layer laid over each other, and where what changed hands went.
struct LayerOverlay {
    /// A boundary, or what of it the other version does not give to the same id.
    private struct Piece {
        let id: String
        let polygons: [Polygon]
        let box: BoundingBox
        let geometry: GeometryHandle

        /// Nil where there is nothing of it.
        init?(_ id: String, _ polygons: [Polygon], _ geometry: GeometryHandle) {
            guard let box = BoundingBox(polygons.lazy.flatMap(\.shell)) else { return nil }
            self.id = id
            self.polygons = polygons
            self.box = box
            self.geometry = geometry
        }

        func meets(_ other: Piece) -> Bool {
            box.south <= other.box.north && other.box.south <= box.north
                && box.west <= other.box.east && other.box.west <= box.east
        }
    }

    /// What changes hands: one for each pair of boundaries, in no particular order.
    private(set) var parts: [MovedPart] = []
    /// What was too thin to count.
    private(set) var ignored = LayerDiff.Ignored()

    private let context: GEOSContext
    private let toleranceMetres: Double

    /// Lays them over each other: long work in GEOS.
    init(_ before: [Boundary], _ after: [Boundary], toleranceMetres: Double) throws(BoundaryError) {
        context = try GEOSContext()
        self.toleranceMetres = toleranceMetres
        let (old, new) = (try pieces(before), try pieces(after))
        // Thin pieces are most of them where a line was drawn anew, and nothing is asked of them further on.
        let gained = try thick(remainders(of: new, beside: old), thinIn: [])
        let lost = try thick(remainders(of: old, beside: new), thinIn: new)
        for gain in gained {
            let rest = try take(gain, from: lost) { (from: $0, to: gain.id) }
            if let rest { try spread(rest, over: old, overlap: .begins) { (from: $0, to: gain.id) } }
        }
        for loss in lost {
            let rest = try take(loss, from: gained)
            if let rest { try spread(rest, over: new, overlap: .ends) { (from: loss.id, to: $0) } }
        }
    }

    private func pieces(_ boundaries: [Boundary]) throws(BoundaryError) -> [Piece] {
        var pieces: [Piece] = []
        for boundary in boundaries {
            let geometry = try GeometryHandle(polygons: boundary.polygons, context: context)
            if let piece = Piece(boundary.id, boundary.polygons, geometry) { pieces.append(piece) }
        }
        return pieces
    }

    private func piece(_ id: String, _ geometry: GeometryHandle) throws(BoundaryError) -> Piece? {
        Piece(id, try geometry.polygons(), geometry)
    }

    /// What of each boundary the other version does not give to the same id.
    private func remainders(of ones: [Piece], beside others: [Piece]) throws(BoundaryError) -> [Piece] {
        let named = Dictionary(others.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var remainders: [Piece] = []
        for one in ones {
            guard let other = named[one.id] else {
                remainders.append(one)
                continue
            }
            // Most boundaries stay to the letter, and GEOS need not look at them.
            guard one.polygons != other.polygons else { continue }
            if let rest = try piece(one.id, one.geometry.difference(from: other.geometry)) { remainders.append(rest) }
        }
        return remainders
    }

    /// What of pieces is thick enough to count.
    ///
    /// A piece that one boundary lost and another gained is told with the gains: what is too thin is not counted again where
    /// it lies in one of `owners`.
    private mutating func thick(_ pieces: [Piece], thinIn owners: [Piece]) throws(BoundaryError) -> [Piece] {
        var prepared: [PreparedHandle] = []
        for owner in owners { prepared.append(try PreparedHandle(owner.geometry)) }
        var kept: [Piece] = []
        for piece in pieces {
            var polygons: [Polygon] = []
            for polygon in piece.polygons {
                if try polygon.isThick(metres: toleranceMetres, context: context) {
                    polygons.append(polygon)
                    continue
                }
                let geometry = try GeometryHandle(polygons: [polygon], context: context)
                guard let thin = Piece(piece.id, [polygon], geometry) else { continue }
                let point = try geometry.somePoint()
                var isOwned = false
                for (owner, handle) in zip(owners, prepared) where !isOwned && owner.id != piece.id && owner.meets(thin)
                {
                    isOwned = try handle.intersects(point)
                }
                if !isOwned { ignore(polygon) }
            }
            if polygons.count == piece.polygons.count {
                kept.append(piece)
            } else if !polygons.isEmpty {
                let geometry = try GeometryHandle(polygons: polygons, context: context)
                if let rest = Piece(piece.id, polygons, geometry) { kept.append(rest) }
            }
        }
        return kept
    }

    private mutating func ignore(_ polygon: Polygon) {
        ignored.count += 1
        ignored.squareMetres += [polygon].squareMetres
    }

    /// Takes what a piece has in common with others off it, and gives the rest.
    ///
    /// With `names` what is common is a part that goes from one boundary to another.
    private mutating func take(
        _ piece: Piece,
        from others: [Piece],
        names: ((String) -> (from: String, to: String))? = nil
    ) throws(BoundaryError) -> Piece? {
        var taken: [GeometryHandle] = []
        for other in others where other.id != piece.id && other.meets(piece) {
            if let names {
                let common = try piece.geometry.intersection(with: other.geometry).polygons()
                guard !common.isEmpty else { continue }
                let (from, to) = names(other.id)
                try add(common, from: from, to: to, overlap: .none)
            }
            taken.append(other.geometry)
        }
        return try without(taken, piece)
    }

    /// Tells whom else a piece lies in, and what of it lies in nobody.
    private mutating func spread(
        _ piece: Piece,
        over others: [Piece],
        overlap: MovedPart.Overlap,
        names: (String?) -> (from: String?, to: String?)
    ) throws(BoundaryError) {
        var taken: [GeometryHandle] = []
        for other in others where other.id != piece.id && other.meets(piece) {
            let common = try piece.geometry.intersection(with: other.geometry).polygons()
            guard !common.isEmpty else { continue }
            let (from, to) = names(other.id)
            try add(common, from: from, to: to, overlap: overlap)
            taken.append(other.geometry)
        }
        guard let rest = try without(taken, piece) else { return }
        let (from, to) = names(nil)
        try add(rest.polygons, from: from, to: to, overlap: .none)
    }

    private func without(_ taken: [GeometryHandle], _ piece: Piece) throws(BoundaryError) -> Piece? {
        guard !taken.isEmpty else { return piece }
        let all = try GeometryHandle.union(of: taken, context: context)
        return try self.piece(piece.id, piece.geometry.difference(from: all))
    }

    private mutating func add(
        _ polygons: [Polygon],
        from: String?,
        to: String?,
        overlap: MovedPart.Overlap
    ) throws(BoundaryError) {
        var thick: [Polygon] = []
        for polygon in polygons {
            if try polygon.isThick(metres: toleranceMetres, context: context) {
                thick.append(polygon)
            } else {
                ignore(polygon)
            }
        }
        guard let largest = thick.max(by: { [$0].squareMetres < [$1].squareMetres }) else { return }
        let place = try GeometryHandle(polygons: [largest], context: context).somePoint().point()
        parts.append(
            MovedPart(
                from: from,
                to: to,
                overlap: overlap,
                polygons: thick,
                squareMetres: thick.squareMetres,
                place: .inRange(latitude: place.y, longitude: place.x)
            )
        )
    }
}
