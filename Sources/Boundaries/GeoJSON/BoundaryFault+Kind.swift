extension BoundaryFault {
    /// What can be wrong with a boundary file.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // The file as a whole.

        /// More bytes than the limit.
        case tooManyBytes
        /// A file of another format: a zip archive, a Shapefile, a page of HTML.
        case otherFormat
        /// Bytes that are not UTF-8, or a NUL.
        case encoding
        /// Not JSON.
        case syntax
        /// Arrays and objects nested deeper than the limit.
        case tooDeep
        /// More JSON values than the allowed positions and features could need.
        case tooManyValues
        /// More features than the limit.
        case tooManyFeatures
        /// More positions than the limit.
        case tooManyPositions
        /// JSON, but not a FeatureCollection.
        case notAFeatureCollection
        /// A FeatureCollection without features.
        case noFeatures
        /// A `crs` member that names something else than WGS 84.
        case foreignReferenceSystem
        /// There are more faults than are listed.
        case more

        // A feature.

        /// An element of `features` that is no Feature.
        case notAFeature
        /// The key property is missing or null.
        case missingKey
        /// The key property is neither text nor a whole number, or is text that no id should be.
        case unusableKey
        /// Another feature has the same key.
        case duplicateKey
        /// The label property is missing, null, empty or not text.
        case missingLabel
        /// A property wanted for conditions is an object or array, or text with a NUL.
        case unusableProperty

        // A geometry.

        /// No geometry, or null.
        case missingGeometry
        /// A geometry without positions.
        case emptyGeometry
        /// A geometry that is neither Polygon nor MultiPolygon.
        case unsupportedGeometry
        /// Coordinates that are not nested as the geometry's type says, or not numbers.
        case malformedCoordinates
        /// A number too large or too small for a double.
        case notFinite
        /// A latitude or longitude out of range.
        case outOfRange
        /// Latitude and longitude look swapped.
        case swapped
        /// Numbers that look like metres or feet of a projected file.
        case projected
        /// A position outside the extent the jurisdiction is known to have.
        case outsideExtent
        /// A ring of fewer than 4 positions.
        case shortRing
        /// A ring whose last position is not its first.
        case openRing
        /// So many edges and rings beside one another that looking for crossings would take too long.
        case tooTangled
        /// A geometry GEOS finds invalid: a ring that crosses itself, a hole outside its shell.
        case invalid
    }
}
