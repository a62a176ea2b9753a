extension ReferenceSystem {
    /// The maps of countries and states whose cities are most likely to meet us; the most likely first.
    static let known = table.split(separator: "\n").compactMap { ReferenceSystem(row: $0) }

    /// Number, name, unit, projection, its two parallels (or its scale and 1), the origin's latitude and longitude, metres added
    /// to x and y, and where it is used: west, south, east, north.
    ///
    /// Parameters as the EPSG register has them (epsg.org); the areas are rounded outwards.
    static let table = """
         2263 | New York Long Island   | us-ft | conic      | 40.66666667 41.03333333 | 40.16666667 -74 | 300000 0 | -74.3 40.4 -71.7 41.4
         2225 | California 1           | us-ft | conic      | 40 41.66666667 | 39.33333333 -122 | 2000000 500000 | -124.5 39.5 -119.9 42.1
         2226 | California 2           | us-ft | conic      | 38.33333333 39.83333333 | 37.66666667 -122 | 2000000 500000 | -124.1 37.9 -119.5 40.2
         2227 | California 3           | us-ft | conic      | 37.06666667 38.43333333 | 36.5 -120.5 | 2000000 500000 | -123.1 36.7 -117.8 38.8
         2228 | California 4           | us-ft | conic      | 36 37.25 | 35.33333333 -119 | 2000000 500000 | -122.1 35.7 -115.6 37.6
         2229 | California 5           | us-ft | conic      | 34.03333333 35.46666667 | 33.5 -118 | 2000000 500000 | -121.5 32.7 -114.1 35.9
         2230 | California 6           | us-ft | conic      | 32.78333333 33.88333333 | 32.16666667 -116.25 | 2000000 500000 | -118.2 32.5 -114.4 34.1
         3435 | Illinois East          | us-ft | transverse | 0.999975 1 | 36.66666667 -88.33333333 | 300000 0 | -89.3 37 -87 42.6
         2249 | Massachusetts Mainland | us-ft | conic      | 41.71666667 42.68333333 | 41 -71.5 | 200000 750000 | -73.6 41.4 -69.8 42.9
         2272 | Pennsylvania South     | us-ft | conic      | 39.93333333 40.96666667 | 39.33333333 -77.75 | 600000 0 | -80.6 39.7 -74.7 41.2
         2248 | Maryland               | us-ft | conic      | 38.3 39.45 | 37.66666667 -77 | 400000 0 | -79.5 37.9 -75 39.8
         2285 | Washington North       | us-ft | conic      | 47.5 48.73333333 | 47 -120.83333333 | 500000 0 | -124.8 47 -117 49.1
         2269 | Oregon North           | ft    | conic      | 44.33333333 46 | 43.66666667 -120.5 | 2500000 0 | -124.1 43.9 -116.4 46.3
         2276 | Texas North Central    | us-ft | conic      | 32.13333333 33.96666667 | 31.66666667 -98.5 | 600000 2000000 | -103.1 31.7 -94 34.6
         2277 | Texas Central          | us-ft | conic      | 30.11666667 31.88333333 | 29.66666667 -100.33333333 | 700000 3000000 | -106.7 29.8 -93.5 32.3
         2278 | Texas South Central    | us-ft | conic      | 28.38333333 30.28333333 | 27.83333333 -99 | 600000 4000000 | -105 27.8 -93.4 30.7
         2223 | Arizona Central        | ft    | transverse | 0.9999 1 | 31 -111.91666667 | 213360 0 | -113.4 31.3 -110.4 37.1
         2232 | Colorado Central       | us-ft | conic      | 38.45 39.75 | 37.83333333 -105.5 | 914401.8289 304800.6096 | -109.1 38.1 -102 40.1
         2236 | Florida East           | us-ft | transverse | 0.999941177 1 | 24.33333333 -81 | 200000 0 | -82.4 24.4 -79.9 30.9
         2237 | Florida West           | us-ft | transverse | 0.999941177 1 | 24.33333333 -82 | 200000 0 | -83.4 26.2 -81.1 29.7
         2240 | Georgia West           | us-ft | transverse | 0.9999 1 | 30 -84.16666667 | 700000 0 | -85.7 30.6 -82.9 35.1
         2264 | North Carolina         | us-ft | conic      | 34.33333333 36.16666667 | 33.75 -79 | 609601.22 0 | -84.4 33.8 -75.4 36.6
         3734 | Ohio North             | us-ft | conic      | 40.43333333 41.7 | 39.66666667 -82.5 | 600000 0 | -84.9 40.1 -80.5 42.4
         3735 | Ohio South             | us-ft | conic      | 38.73333333 40.03333333 | 38 -82.5 | 600000 0 | -84.9 38.4 -80.7 40.4
         2253 | Michigan South         | ft    | conic      | 42.1 43.66666667 | 41.5 -84.36666667 | 4000000 0 | -87.3 41.6 -82.1 44.3
         2289 | Wisconsin South        | us-ft | conic      | 42.73333333 44.06666667 | 42 -90 | 600000 0 | -91.5 42.4 -86.9 44.4
         2274 | Tennessee              | us-ft | conic      | 35.25 36.41666667 | 34.33333333 -86 | 600000 0 | -90.4 34.9 -81.6 36.7
         3452 | Louisiana South        | us-ft | conic      | 29.3 30.7 | 28.5 -91.33333333 | 1000000 0 | -94 28.8 -88.7 31.1
         2260 | New York East          | us-ft | transverse | 0.9999 1 | 38.83333333 -74.5 | 150000 0 | -75.9 40.8 -73.2 45.1
         2261 | New York Central       | us-ft | transverse | 0.9999375 1 | 40 -76.58333333 | 250000 0 | -77.8 41.9 -75 44.5
         2262 | New York West          | us-ft | transverse | 0.9999375 1 | 40 -78.58333333 | 350000 0 | -79.8 41.9 -77.3 43.7
         3424 | New Jersey             | us-ft | transverse | 0.9999 1 | 38.83333333 -74.5 | 150000 0 | -75.6 38.8 -73.8 41.4
        27700 | British National Grid  | m     | transverse | 0.9996012717 1 | 49 -2 | 400000 -100000 | -9 49.7 2.1 61
         2154 | France, Lambert-93     | m     | conic      | 44 49 | 46.5 3 | 700000 6600000 | -9.9 41.1 10.4 51.6
        """

    /// Reads a row of the table; nil where it is none.
    private init?(row: Substring) {
        let cells = row.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
        guard cells.count == 8, let code = Int(cells[0]) else { return nil }
        let units: [String: Unit] = ["m": .metre, "us-ft": .surveyFoot, "ft": .foot]
        let numbers = cells.dropFirst(4).map { $0.split(separator: " ").compactMap { Double($0) } }
        guard let unit = units[cells[2]], numbers.map(\.count) == [2, 2, 2, 4] else { return nil }
        let (shape, origin, shift, area) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let projection: MapProjection
        switch cells[3] {
        case "conic" where shape[0] < shape[1]:
            projection = .conic(
                parallels: shape[0]...shape[1],
                latitude: origin[0],
                longitude: origin[1],
                east: shift[0],
                north: shift[1]
            )
        case "transverse":
            projection = .transverse(
                latitude: origin[0],
                longitude: origin[1],
                scale: shape[0],
                east: shift[0],
                north: shift[1]
            )
        default: return nil
        }
        self.init(
            code: code,
            name: cells[1],
            unit: unit,
            projection: projection,
            area: SIMD4(area[0], area[1], area[2], area[3])
        )
    }
}
