public import Boundaries

extension Assigner {
    /// The queue a department has for a place and a service, whether or not any rule sends such requests there: where
    /// an item waits that is handed to it.
    ///
    /// The queue is split as the service's own routes split it for that department, else by the one layer that the
    /// catalog splits the department's queue by. Where there is no such layer, more than one, or no boundary of it at the
    /// place, it is the department's single queue, which its workers find with all the others.
    ///
    /// - Parameters:
    ///   - department: its code.
    ///   - service: the service's code; one that the catalog no longer has has no routes.
    ///   - coordinate: the place; nil where it is words.
    /// - Returns: nil where the catalog has no such department.
    public func leg(
        for department: String,
        service: String,
        coordinate: Coordinate?
    ) -> RoutingDecision.Leg? {
        guard snapshot.catalog.department(department) != nil else { return nil }
        let single = RoutingDecision.Leg(department: department)
        guard let layer = layer(for: department, service: service),
            let boundary = coordinate.flatMap({ snapshot.index.probe($0).hits[layer]?.boundary })
        else { return single }
        return RoutingDecision.Leg(department: department, boundary: boundary)
    }

    /// The layer that splits a department's queue for a service; nil where it has one queue.
    private func layer(for department: String, service: String) -> String? {
        if let own = snapshot.catalog.service(named: service)?.shares(of: department), let first = own.first {
            return first.queueLayer
        }
        let layers = Set(snapshot.catalog.services.flatMap { $0.shares(of: department) }.compactMap(\.queueLayer))
        return layers.count == 1 ? layers.first : nil
    }
}

extension Catalog.Service {
    /// What the routes give a department, in their order.
    fileprivate func shares(of department: String) -> [Route.Share] {
        routes.flatMap { [$0.share] + $0.also }.filter { $0.department == department }
    }
}
