import Boundaries

extension MapPicture {
    /// Puts what moves on a map of the boundaries as they will be; nil where there is nothing, or it fits on no map.
    init?(_ layer: DiffPage.Layer, prefix: String) {
        let all = layer.before.boundaries + layer.after.boundaries
        guard let plane = try? CityPlane(drawing: all.lazy.flatMap(\.polygons).flatMap(\.shell)) else { return nil }
        let former = Dictionary(
            layer.before.boundaries.map { ($0.id, PlaneShape($0.polygons, on: plane)) },
            uniquingKeysWith: { first, _ in first }
        )
        self.init(
            areas: layer.after.boundaries.map { Area($0, on: plane) },
            subjects: layer.diff.parts.enumerated().map { index, part in
                PictureSubject(
                    number: index + 1,
                    kind: part.kind,
                    words: "\(part.words), \(AreaText.text(part.squareMetres))",
                    place: plane.point(part.place),
                    shape: PlaneShape(part.polygons, on: plane),
                    former: part.from.flatMap { former[$0] }
                )
            },
            prefix: prefix
        )
    }
}
