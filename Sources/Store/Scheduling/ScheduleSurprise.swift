/// A scheduled change that will meet something else than what it was made for.
///
/// It is no fault: the city may want the new lines whatever became of the old ones. Somebody has to know it.
public struct ScheduleSurprise: Sendable, Hashable {
    /// The change.
    public let scheduled: ScheduledPublication
    /// The layer; nil for the catalog.
    public let layer: String?
    /// What it was made to replace; nil where nothing was there.
    public let expected: String?
    /// What it will replace instead; nil where nothing will be there.
    public let found: String?

    /// What will surprise the changes that wait, given earliest first, on top of what is in force now.
    public static func all(in waiting: [ScheduledPublication], on content: PublicationContent) -> [ScheduleSurprise] {
        var content = content
        var surprises: [ScheduleSurprise] = []
        for scheduled in waiting {
            let patch = scheduled.patch
            let catalog = patch.catalog.map { (layer: String?.none, step: $0, found: Optional(content.catalog)) }
            let layers = patch.layers.map { (layer: Optional($0.id), step: $0.step, found: content.version(of: $0.id)) }
            for change in (catalog.map { [$0] } ?? []) + layers
            where change.found != change.step.from && change.found != change.step.to {
                surprises.append(
                    ScheduleSurprise(
                        scheduled: scheduled,
                        layer: change.layer,
                        expected: change.step.from,
                        found: change.found
                    )
                )
            }
            content = patch.applied(to: content)
        }
        return surprises
    }
}
