extension BoundaryFinding {
    /// What the reader takes and a person should look at all the same.
    public enum Oddity: String, Sendable, Hashable, CaseIterable {
        /// An object of the file has a member twice, and programs differ in which they take.
        case repeatedMember
        /// Two boundaries have the same geometry.
        case sameGeometry
        /// Two boundaries have almost the same geometry.
        case nearlySameGeometry
        /// A ring so small that nobody lives in it.
        case tinyRing
        /// A ring so narrow that nobody lives in it: what is left where two lines were drawn along the same street.
        case sliver
        /// A line that goes out and comes back on itself.
        case spike
        /// Everything lies in Antarctica, where places in America do once latitude and longitude are swapped.
        case antarctic
        /// An edge that goes more than half round the earth: a geometry that is not cut where it crosses 180°.
        case antimeridian
        /// A `crs` member, which RFC 7946 has no more, that names WGS 84.
        case referenceSystemMember
        /// A position that follows itself.
        case repeatedPosition
        /// A shell drawn clockwise or a hole drawn counterclockwise.
        case ringDirection
        /// Positions with a third number, which is not used.
        case elevation

        /// How bad it is.
        public var severity: Severity {
            switch self {
            case .repeatedMember, .sameGeometry, .nearlySameGeometry, .tinyRing, .sliver, .spike, .antarctic,
                .antimeridian:
                .warning
            case .referenceSystemMember, .repeatedPosition, .ringDirection, .elevation: .note
            }
        }
    }
}
