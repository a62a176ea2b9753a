extension PointGrid {
    /// A boundary with an edge near a point, and the nearest place of its edges.
    struct Near {
        let number: Int
        var place: NearestPoint
    }

    /// The boundaries among some numbers with an edge within some metres of a plane's position, ascending.
    ///
    /// Only the edges of the cells around it are looked at, so it costs next to nothing away from them. Nil where those
    /// cells are too many or go round the earth: then every boundary has to be asked.
    func near(_ plane: LocalPlane, within metres: Double, among numbers: Range<Int>, in table: EdgeTable) -> [Near]? {
        guard let window = levels[0].frame.window(around: plane, metres: metres) else { return nil }
        let limit = plane.limit(metres: metres)
        var near: [Near] = []
        for row in window.rows {
            let first = levels[0].firstCell + row * levels[0].frame.columns
            for column in window.columns {
                let code = cells[first + column]
                guard code & Self.crossedBit != 0 else { continue }
                for index in crossed[Int(code & ~Self.crossedBit)].candidates {
                    let candidate = candidates[Int(index)]
                    guard numbers.contains(Int(candidate.number)) else { continue }
                    note(candidate, plane, limit, table, in: &near)
                }
            }
        }
        near.sort { $0.number < $1.number }
        return near
    }

    private func note(
        _ candidate: Candidate,
        _ plane: LocalPlane,
        _ limit: Double,
        _ table: EdgeTable,
        in near: inout [Near]
    ) {
        let known = near.firstIndex { $0.number == Int(candidate.number) }
        var best = known.map { near[$0].place } ?? .none
        if known == nil { best.squared = limit.nextUp }
        var isNearer = false
        for index in candidate.stretches {
            for edge in stretches[Int(index)] {
                let place = plane.nearest(to: table.edge(Int(edge)))
                guard place.squared < best.squared else { continue }
                best = place
                isNearer = true
            }
        }
        guard isNearer else { return }
        if let known { near[known].place = best } else { near.append(Near(number: Int(candidate.number), place: best)) }
    }
}

extension LocalPlane {
    fileprivate func nearest(to edge: GridWay.Edge) -> NearestPoint {
        nearest(from: (edge.startY, edge.startX), to: (edge.endY, edge.endX))
    }
}
