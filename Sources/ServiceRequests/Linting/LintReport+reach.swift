internal import Boundaries

extension LintReport {
    /// Routes that can never win, and the earlier route to blame where it is one alone.
    ///
    /// The last route has to be there whatever comes before it, so one that can never win is only warned of.
    /// A route without a condition before the last is reported by `checkRoutes` and shadows all after it, so routes
    /// are looked at up to the first of them.
    mutating func checkReach(of service: Catalog.Service, at site: Site, in layers: [String: BoundaryLayer]) {
        let conditions = service.routes.map(\.condition)
        guard conditions.dropLast().allSatisfy({ $0 != nil }), conditions.count > 1 else { return }
        let reached = RouteReach(of: conditions, in: service, layers: layers)?.reachable()
        for (index, condition) in conditions.enumerated() {
            if let reached, reached[index] { continue }
            let routeSite = site.at("routes", index)
            let severity = index == conditions.count - 1 ? CatalogIssue.Severity.warning : .error
            if RouteReach(of: [condition], in: service, layers: layers)?.reachable() == [false] {
                add("expected a route that can win, found one whose condition never holds", at: routeSite)
                continue
            }
            let culprit = conditions[..<index].firstIndex { earlier in
                RouteReach(of: [earlier, condition], in: service, layers: layers)?.reachable().last == false
            }
            if let culprit {
                let message = "expected a route that can win, found one that routes[\(culprit)] always comes before"
                add(message, at: routeSite, severity: severity)
            } else if reached != nil {
                let message = "expected a route that can win, found one that the routes before it leave nothing"
                add(message, at: routeSite, severity: severity)
            }
        }
    }
}
