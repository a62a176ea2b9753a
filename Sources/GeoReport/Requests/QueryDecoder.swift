public import Boundaries
public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Turns the parameters of GET requests into a query, or says everything that is wrong with them at once.
///
/// Beside those of the specification it reads what servers in use have added (`page`, `updated_after`, `bbox`, `q` and
/// more; Documentation/georeport.md lists them). What it does not know is left out, as an empty parameter is.
public struct QueryDecoder: Sendable {
    /// Where codes and aliases of services come from.
    public let catalog: Catalog
    /// What `jurisdiction_id` may say.
    public let jurisdictions: ServedJurisdictions
    /// Where the city lies, by which the two ways to write a `bbox` are told apart.
    public let extent: BoundingBox?
    /// The most days a window may span, and those it spans where nothing else is asked for.
    public let days: Int

    /// Creates a decoder; without `jurisdictions` the catalog's own is the only one served.
    public init(
        catalog: Catalog,
        jurisdictions: ServedJurisdictions? = nil,
        extent: BoundingBox? = nil,
        days: Int = ServiceRequest.Query.maximumDays
    ) {
        self.catalog = catalog
        self.jurisdictions = jurisdictions ?? ServedJurisdictions([catalog.jurisdiction.id])
        self.extent = extent
        self.days = days
    }

    /// Checks the parameters; `now` is where a window ends that has no dates of its own.
    ///
    /// Ids override every other parameter. A window spans at most 90 days: one date alone gets 90 days from it, no
    /// date means the last 90 days. Dates on the wire are whole seconds, so an `end_date` counts to the end of its
    /// second. A service code that names no service matches nothing; aliases match their service.
    public func decode(_ query: FormParameters, now: Date) throws(GeoReportError) -> ServiceRequest.Query {
        var faults: [GeoReportError.Fault] = []
        do throws(GeoReportError) {
            _ = try jurisdictions.id(in: query)
        } catch {
            faults += error.faults
        }
        let ids = query["service_request_id"]?.commaSeparated ?? []
        let limit = ServiceRequest.Query.maximumCount
        if ids.count > limit {
            faults.append(
                .init(.listTooLong, "service_request_id: expected at most \(limit) ids, found \(ids.count)")
            )
        }
        guard ids.isEmpty else {
            if let error = GeoReportError(faults) { throw error }
            return ServiceRequest.Query(selection: .ids(ids))
        }
        let (selection, updated) = windows(in: query, now: now, &faults)
        var decoded = ServiceRequest.Query(selection: selection, serviceCodes: serviceCodes(in: query))
        decoded.updated = updated
        decoded.statuses = statuses(in: query, &faults)
        decoded.departments = departments(in: query)
        decoded.area = area(in: query, &faults)
        decoded.words = words(in: query, &faults)
        decoded.hasPicture = picture(in: query, &faults)
        page(of: &decoded, in: query, &faults)
        if let error = GeoReportError(faults) { throw error }
        return decoded
    }

    /// Codes as the tables have them; one that names no service stays as it is, so that it matches nothing.
    private func serviceCodes(in query: FormParameters) -> [String] {
        guard let list = query["service_code"] else { return [] }
        // Names that other systems use may have a comma in them.
        if let service = catalog.service(named: list) { return [service.code] }
        var seen: Set<String> = []
        let codes = list.commaSeparated.map { catalog.service(named: $0)?.code ?? $0 }
        return codes.isEmpty ? [list] : codes.filter { seen.insert($0).inserted }
    }

    private func statuses(
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> [ServiceRequest.Status] {
        var asked: Set<ServiceRequest.Status> = []
        for word in query["status"]?.commaSeparated ?? [] {
            guard let status = ServiceRequest.Status(rawValue: word.lowercased()) else {
                faults.append(.init(.statusUnknown, "status: expected open or closed, found \(Quotation(word))"))
                // A list of a thousand wrong words is one mistake.
                break
            }
            asked.insert(status)
        }
        return ServiceRequest.Status.allCases.filter(asked.contains)
    }
}
