import Boundaries
import ServiceRequests
import Store

/// What a change would do, found out before anybody publishes it.
struct PublicationPlan: Sendable {
    /// How a layer changes.
    enum LayerChange: Sendable {
        case found(LayerDiff)
        /// The layer's id, and why the two versions cannot be compared.
        case failed(String, String)
    }

    /// Whether it can be published, and why not.
    let outcome: PublishOutcome
    /// Which of the latest requests would go elsewhere; nil where it cannot be published.
    var moves: RecentMoves?
    /// What the catalog says otherwise; nil likewise.
    var diff: CatalogDiff?
    /// How the layers change that do.
    var layers: [LayerChange] = []

    /// Whether publishing it would bring something into force.
    var isReady: Bool { if case .planned = outcome { true } else { false } }

    /// Everything that is wrong, and what is only warned of.
    var findings: [Finding] {
        switch outcome {
        case .planned(let change): change.warnings.map(Finding.init)
        case .refused(let reading): reading.errors.flatMap(Finding.all) + reading.warnings.map(Finding.init)
        default: []
        }
    }
}
