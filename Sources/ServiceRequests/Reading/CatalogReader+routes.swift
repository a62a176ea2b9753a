extension CatalogReader {
    /// Reads a route: `department`, and optionally `when` (`CatalogReader.condition`), `queue_by` (a layer), `priority`
    /// (1, 2 or 3), `because` (half a sentence), `also` (a list of `department` and optionally `queue_by`).
    static func route(_ value: YAMLValue) -> Route? {
        let keys = ["when", "department", "queue_by", "priority", "because", "also"]
        guard let fields = value.fields("a route", keys) else { return nil }
        let condition = fields["when"].map { self.condition($0) }
        let share = share(fields)
        let priority = fields["priority"].map { $0.integer(in: 1...3).flatMap { Priority(rawValue: $0) } } ?? .normal
        let reason = fields["because"].map { $0.localized() }
        let list = fields["also"].map { $0.list(of: "shares") } ?? []
        let also = list?.compactMap { entry in
            entry.fields("a share, {department: …}", ["department", "queue_by"]).flatMap { self.share($0) }
        }
        guard condition != .some(nil), let share, let priority, reason != .some(nil), let also,
            also.count == list?.count
        else { return nil }
        return Route(
            condition: condition ?? nil,
            share: share,
            also: also,
            priority: priority,
            reason: reason ?? nil
        )
    }

    private static func share(_ fields: YAMLFields) -> Route.Share? {
        let department = fields.required("department")?.code("a department's code")
        let layer = fields["queue_by"].map { $0.text("a layer's id") }
        guard let department, layer != .some(nil) else { return nil }
        return Route.Share(department: department, queueLayer: layer ?? nil)
    }
}
