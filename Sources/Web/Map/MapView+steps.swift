package import Boundaries

extension MapView {
    /// The view after a step.
    ///
    /// Its middle stays within the extent, and it goes no farther than to where the extent is seen whole.
    package func after(_ step: MapStep, within extent: BoundingBox) -> MapView {
        let (x, y) = (Double(width) / 2, Double(height) / 2)
        let moved =
            switch step {
            case .north: MapView(centre: coordinate(x: x, y: 0), zoom: zoom, width: width, height: height)
            case .south: MapView(centre: coordinate(x: x, y: 2 * y), zoom: zoom, width: width, height: height)
            case .east: MapView(centre: coordinate(x: 2 * x, y: y), zoom: zoom, width: width, height: height)
            case .west: MapView(centre: coordinate(x: 0, y: y), zoom: zoom, width: width, height: height)
            case .closer: MapView(centre: centre, zoom: zoom + 1, width: width, height: height)
            case .farther: MapView(centre: centre, zoom: zoom - 1, width: width, height: height)
            }
        return moved.clamped(to: extent)
    }

    /// Whether a step leads anywhere: at the city's edge and at the last zoom level it does not.
    package func canStep(_ step: MapStep, within extent: BoundingBox) -> Bool {
        after(step, within: extent) != clamped(to: extent)
    }

    /// The view with its middle within the extent, and not farther than where the extent is seen whole.
    package func clamped(to extent: BoundingBox) -> MapView {
        let whole = MapView(showing: extent, width: width, height: height)
        let latitude = min(max(centre.latitude, extent.south), extent.north)
        let longitude = min(max(centre.longitude, extent.west), extent.east)
        return MapView(
            centre: Coordinate.inRange(latitude: latitude, longitude: longitude),
            zoom: max(zoom, whole.zoom),
            width: width,
            height: height
        )
    }

    /// The same middle and zoom in another size.
    package func resized(to size: MapSize) -> MapView {
        MapView(centre: centre, zoom: zoom, size: size)
    }
}
