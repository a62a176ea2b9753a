import Boundaries

/// One way of finding boundaries that is measured.
enum LookupSide: Hashable, Sendable {
    /// Our index, one thread, every id read.
    case own
    /// The same without reading what was found.
    case ownUnread
    /// Our index, as many threads as there are processors.
    case ownThreads(Int)
    /// Our index as a server uses it, one thread: points near the outline snap to it.
    case served
    case geos(PlainGEOS.Trees)
    case postgis(PostGISForm)

    /// What it is called in figures.
    var name: String {
        switch self {
        case .own: "ours"
        case .ownUnread: "ours-unread"
        case .ownThreads(let threads): "ours-\(threads)-threads"
        case .served: "ours-as-served"
        case .geos(.together): "geos-one-tree"
        case .geos(.layers): "geos-tree-per-layer"
        case .postgis(let form): "postgis-\(form.rawValue)"
        }
    }
}
