public import ServiceRequests

/// What somebody wants to be in force.
public enum PublicationChange: Sendable {
    /// Where to go back to.
    public enum Target: Sendable, Hashable {
        /// What was in force before what is in force now.
        case before
        /// A version by its first digits, as many as tell it from all others that were published.
        case version(String)
        /// What a publication had.
        case publication(Int)
    }

    /// A catalog and boundaries, where nothing was published before; else nothing happens.
    case first(SnapshotSource)
    /// A catalog; the boundaries stay.
    case catalog(CatalogVersion)
    /// All layers and the map: layers that are not among them go.
    case boundaries(GeoData)
    /// These layers, by id, of a folder; the others stay as they are, and so does the map.
    case layers([String], GeoData)
    /// An earlier catalog; the boundaries stay.
    case earlierCatalog(Target)
    /// Earlier boundaries and the map that was published with them, as they were together; the catalog stays.
    ///
    /// A version names one layer, so only `before` and `publication` are of use.
    case earlierBoundaries(Target)
    /// An earlier version of one layer; everything else stays.
    case earlierLayer(String, Target)
    /// What was scheduled, on top of what is in force.
    case scheduled(ScheduledPublication)

    /// What changes.
    var kind: Publication.Kind {
        switch self {
        case .first: .first
        case .catalog, .earlierCatalog: .catalog
        case .boundaries, .layers, .earlierBoundaries, .earlierLayer: .boundaries
        case .scheduled(let scheduled): scheduled.kind
        }
    }

    /// What was scheduled, where it is that.
    var scheduled: ScheduledPublication? {
        if case .scheduled(let scheduled) = self { scheduled } else { nil }
    }
}
