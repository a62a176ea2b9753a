extension MapSheetDefinition {
    /// What a sheet's shapes are.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Blocks of houses, which show the streets as what lies between them.
        case block
        /// Parks, cemeteries, other open land.
        case park
        /// Airports and other closed ground.
        case airport
        /// Lakes and rivers inside the land; the sea is what the outline leaves out.
        case water
        /// Streets, as lines.
        case street
    }
}
