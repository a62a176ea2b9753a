/// The cities one endpoint serves, and which of them a client means.
public struct ServedJurisdictions: Sendable, Hashable {
    /// Their `jurisdiction_id`s.
    public let ids: [String]

    /// Creates the list; an endpoint serves at least one.
    public init(_ ids: [String]) {
        self.ids = ids
    }

    /// The `jurisdiction_id` a client means: the one it names, or the only one.
    ///
    /// One that is not served is 404; none where several are served is 400.
    public func id(in parameters: FormParameters) throws(GeoReportError) -> String {
        guard let named = parameters["jurisdiction_id"] else {
            if ids.count == 1 { return ids[0] }
            throw GeoReportError(
                .jurisdictionMissing,
                "jurisdiction_id: expected one of \(ids.joined(separator: ", ")), found none"
            )
        }
        guard ids.contains(named) else {
            throw GeoReportError(
                .jurisdictionUnknown,
                "jurisdiction_id: expected \(ids.count == 1 ? "" : "one of ")\(ids.joined(separator: ", ")), "
                    + "found \(Quotation(named))"
            )
        }
        return named
    }
}
