import Boundaries

/// All sides in turns over the same layers and the same points.
struct LookupRace: Sendable {
    let layers: LookupLayers
    let report: BenchReport
    let repeats: Int
    let postgis: PostGISSide?
    /// How many of the points PostGIS is asked for.
    let postgisPoints: Int
    let processors: Int
    private let geos: [PlainGEOS.Trees: GEOSSide]

    init(
        _ layers: LookupLayers,
        report: BenchReport,
        options: LookupCommand,
        postgis: PostGISSide?,
        processors: Int
    ) async throws {
        self.layers = layers
        self.report = report
        self.postgis = postgis
        self.processors = processors
        repeats = options.repeats
        postgisPoints = min(options.postgisPoints, options.points)
        geos = try await OwnThread.run { () throws(BoundaryError) in
            var geos: [PlainGEOS.Trees: GEOSSide] = [:]
            for trees in PlainGEOS.Trees.allCases { geos[trees] = try GEOSSide(layers.layers, trees: trees) }
            return geos
        }
        try await postgis?.store(layers)
    }

    /// Measures, prints, compares, and gives how many points differ from GEOS and PostGIS.
    func run(_ points: LookupPoints) async throws -> LookupComparison {
        var sides: [LookupSide] = [.own, .ownUnread]
        if processors > 1 { sides.append(.ownThreads(processors)) }
        sides.append(.served)
        sides += PlainGEOS.Trees.allCases.map { .geos($0) }
        if postgis != nil { sides += PostGISForm.allCases.map { .postgis($0) } }
        var series: [LookupSide: Series] = [:]
        // Turn 0 fills caches and counts for nothing.
        for turn in 0...repeats {
            report.progress("\(layers.name), \(points.name): turn \(turn) of \(repeats)")
            for side in Turns.order(sides, turn: max(1, turn)) {
                let nanoseconds = try await nanoseconds(side, points)
                if turn > 0 { series[side, default: Series()].add(nanoseconds) }
            }
        }
        try print(series, sides, points)
        return try await comparison(points)
    }

    private func nanoseconds(_ side: LookupSide, _ points: LookupPoints) async throws -> Double {
        switch side {
        case .own: try await IndexSide.nanoseconds(layers.index, points.coordinates)
        case .ownUnread: try await IndexSide.nanoseconds(layers.index, points.coordinates, .counting)
        case .ownThreads: try await IndexSide.nanoseconds(layers.index, points.coordinates, isParallel: true)
        case .served: try await IndexSide.nanoseconds(layers.served, points.coordinates)
        case .geos(let trees): try await geos[trees]?.nanoseconds(points.coordinates) ?? 0
        case .postgis(let form):
            try await postgis?.nanoseconds(form, points, count: postgisPoints) ?? 0
        }
    }

    private func print(_ series: [LookupSide: Series], _ sides: [LookupSide], _ points: LookupPoints) throws {
        let start = layers.name + (points.name == "uniform" ? "" : "/\(points.name)")
        guard let own = series[.own] else { return }
        /// The fastest of some sides, under a name of its own.
        func best(_ name: String, of sides: [LookupSide]) throws {
            let all = sides.compactMap { series[$0] }
            guard let fastest = all.min(by: { $0.median < $1.median }) else { return }
            try report.print("\(start)/\(name)", fastest, "ns a point", ratio: fastest.median / own.median)
        }
        try best("geos", of: PlainGEOS.Trees.allCases.map { .geos($0) })
        try best("postgis", of: PostGISForm.allCases.filter(\.isOpponent).map { .postgis($0) })
        for side in sides {
            guard let taken = series[side] else { continue }
            let ratio: Double? =
                switch side {
                case .own, .ownUnread, .served: nil
                // Of ours itself: how much more two threads do.
                case .ownThreads: own.median / taken.median
                case .geos, .postgis: taken.median / own.median
                }
            try report.print("\(start)/\(side.name)", taken, "ns a point", ratio: ratio)
        }
    }

    private func comparison(_ points: LookupPoints) async throws -> LookupComparison {
        var sum = LookupComparison()
        if let geos = geos[.together] {
            let numbers = try await geos.numbers(points.coordinates)
            let found = try await LookupComparison.of(layers, points.coordinates, with: numbers)
            tell(found, "GEOS", points)
            sum = sum + found
        }
        if let postgis {
            let asked = Array(points.coordinates.prefix(postgisPoints))
            for form in PostGISForm.allCases {
                let numbers = try await postgis.numbers(form, points, count: asked.count)
                let found = try await LookupComparison.of(layers, asked, with: numbers)
                tell(found, "PostGIS \(form.rawValue)", points)
                // Cutting makes vertices, which are rounded: what differs along those is told, and no fault of ours.
                if form != .subdivided { sum = sum + found }
            }
        }
        return sum
    }

    private func tell(_ found: LookupComparison, _ side: String, _ points: LookupPoints) {
        report.progress(
            "\(layers.name), \(points.name): \(found.differing) of \(found.compared) points differ from \(side), "
                + "\(found.shared) lie in two boundaries of a layer"
                + (found.example.map { "; the first: \($0)" } ?? "")
        )
    }
}
