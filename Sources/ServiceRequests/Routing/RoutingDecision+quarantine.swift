extension RoutingDecision {
    /// The same decision where a person looks at the request before its owner does: it waits in triage, in a queue
    /// apart and in its own lane.
    ///
    /// Rule, place and layers stay on record. One that is triage's anyway is looked at in any case and stays as it is.
    public func quarantined(_ suspicion: Suspicion) -> RoutingDecision {
        guard triage == nil, department != Department.triage else { return self }
        return RoutingDecision(
            serviceCode: serviceCode,
            legs: [.quarantine],
            priority: priority,
            rule: rule,
            triage: .quarantine,
            suspicion: suspicion,
            probe: probe,
            layers: layers,
            accuracyMetres: accuracyMetres,
            catalogVersion: catalogVersion,
            layerVersions: layerVersions
        )
    }
}
