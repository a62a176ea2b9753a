public import ServiceRequests

extension GeoReportError {
    /// The error for a draft that nobody here can own, nil when it has an owner.
    ///
    /// A place outside the jurisdiction has a code of its own, and its description tells whom to call.
    public init?(_ assignment: Assignment, catalog: Catalog, language: String = "en") {
        switch assignment {
        case .routed:
            return nil
        case .unknownService(let name, let suggestion):
            let service = suggestion.flatMap(catalog.service(named:))
            self.init([.unknownService(name, suggestion: service, language: language)])
        case .outside(let area):
            self.init(area, jurisdiction: catalog.jurisdiction, language: language)
        }
    }

    /// The error for a place outside the jurisdiction: how far, beyond which border, and whom to call.
    public init(_ area: OutsideArea, jurisdiction: Jurisdiction, language: String = "en") {
        let metres = area.metres.flatMap { $0.isFinite ? "\(Int(min($0, 1e9).rounded())) m away" : nil }
        let facts = [area.stretch?.text(in: language), metres].compactMap { $0 }
        let aside = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
        let city = jurisdiction.name.text(in: language)
        self.init(
            .outsideJurisdiction,
            "lat, long: expected a place in \(city), found one outside it\(aside). \(area.call.text(in: language))"
        )
    }
}

extension GeoReportError {
    /// The error for a service code that names no service, with the code that was probably meant where one is near.
    public init(unknownService name: String, in catalog: Catalog, language: String = "en") {
        let fault = Fault.unknownService(name, suggestion: catalog.serviceNearest(to: name), language: language)
        self.init(fault.code, fault.description)
    }
}

extension GeoReportError.Fault {
    /// A service code that names no service.
    static func unknownService(_ name: String, suggestion: Catalog.Service?, language: String) -> Self {
        let hint = suggestion.map { "; did you mean “\($0.code)” (\($0.name.text(in: language)))?" } ?? ""
        return Self(
            .serviceUnknown,
            "service_code: expected a code that GET services lists, found \(Quotation(name))\(hint)"
        )
    }
}
