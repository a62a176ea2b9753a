public import Boundaries
public import ServiceRequests

/// Turns the form of POST requests into a draft, or says everything that is wrong with it at once.
public struct SubmissionDecoder: Sendable {
    /// What residents can ask for.
    public let catalog: Catalog
    /// What `jurisdiction_id` may say.
    public let jurisdictions: ServedJurisdictions
    /// The city's extent, which tells swapped coordinates from places far away; nil where it is not known.
    public let extent: BoundingBox?
    /// The language of the names in messages.
    public let language: String

    /// Creates a decoder; without `jurisdictions` the catalog's own is the only one served.
    public init(
        catalog: Catalog,
        jurisdictions: ServedJurisdictions? = nil,
        extent: BoundingBox? = nil,
        language: String = "en"
    ) {
        self.catalog = catalog
        self.jurisdictions = jurisdictions ?? ServedJurisdictions([catalog.jurisdiction.id])
        self.extent = extent
        self.language = language
    }

    /// Checks a form against the catalog.
    ///
    /// The service may be named by its code or by an alias; the draft always has the code. A point wins over
    /// `address_string`, which then stays as a further word, and that over `address_id`. Line breaks in texts become
    /// LF before characters are counted, and characters are Unicode scalars, as PostgreSQL counts them. Parameters
    /// the specification does not name are left alone, but `accuracy`, the metres to which a device knows the point; one
    /// that makes no sense counts as not said.
    public func decode(_ form: FormParameters) throws(GeoReportError) -> ServiceRequest.Draft {
        var faults: [GeoReportError.Fault] = []
        do throws(GeoReportError) {
            _ = try jurisdictions.id(in: form)
        } catch {
            faults += error.faults
        }
        let service = service(in: form, &faults)
        let location = location(in: form, &faults)
        let answers = answers(in: form, to: service, &faults)
        let description = description(in: form, &faults)
        let contact = contact(in: form, &faults)
        let deviceID = line("device_id", atMost: Self.longestName, in: form, &faults)
        let accountID = line("account_id", atMost: Self.longestName, in: form, &faults)
        let mediaURLs = mediaURLs(in: form, &faults)
        if let error = GeoReportError(faults) { throw error }
        guard let service, let location else {
            throw GeoReportError(.badRequest, "expected a service and a place, found neither")
        }
        var draft = ServiceRequest.Draft(
            serviceCode: service.code,
            location: location,
            description: description,
            attributes: answers,
            contact: contact,
            deviceID: deviceID,
            accountID: accountID,
            mediaURLs: mediaURLs
        )
        // Kept whether the service asks for it or not; one that makes no sense counts as not said.
        var nothing: [GeoReportError.Fault] = []
        draft.wayIn.clientReference = line(
            "attribute[fixmystreet_id]",
            atMost: Self.longestName,
            in: form,
            &nothing
        )
        if draft.coordinate != nil {
            draft.accuracyMetres = (try? form.accuracyMetres()) ?? nil
            draft.address = form["address_string"]?.withPlainLineBreaks
        }
        return draft
    }

    private func service(in form: FormParameters, _ faults: inout [GeoReportError.Fault]) -> Catalog.Service? {
        guard let name = form["service_code"] else {
            faults.append(
                .init(.serviceCodeMissing, "service_code: expected a code that GET services lists, found none")
            )
            return nil
        }
        if let service = catalog.service(named: name) { return service }
        faults.append(.unknownService(name, suggestion: catalog.serviceNearest(to: name), language: language))
        return nil
    }
}
