import Boundaries
import GeoReport

/// Where a city takes requests for, drawn when it is first asked for.
actor CityOutline {
    private let land: BoundaryLayer?
    private var drawing: Task<ServiceArea?, Never>?

    /// Keeps the layer that is the city's land; nil where its catalog names none.
    init(of land: BoundaryLayer?) {
        self.land = land
    }

    /// The outline, drawn on a thread of its own by the first call; the others wait for it.
    ///
    /// Nil where there is none.
    func area() async -> ServiceArea? {
        guard let land else { return nil }
        if let drawing { return await drawing.value }
        let task = Task {
            await OwnThread.run { () throws(Never) in
                // The boundaries were valid when they were published: GEOS has no reason to fail, and nobody needs this.
                (try? Outline(of: land)).map { ServiceArea($0.polygons) }
            }
        }
        drawing = task
        return await task.value
    }
}
