extension MapSheetDefinition {
    /// Where a sheet's shapes come from.
    public enum Origin: Sendable, Hashable {
        /// A GeoJSON file of polygons or lines beside `layers.yml`, and the feature property that holds a name.
        case file(String, label: String?)
        /// The boundaries of a layer whose property has one of some values.
        case layer(String, property: String, values: [String])
    }
}
