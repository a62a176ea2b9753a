import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension QueryDecoder {
    /// Checks the parameters of GET servicerequestupdates.
    ///
    /// The window has the rules of every other; without dates it is the last 24 hours, up to the newest there is. Parts are
    /// walked by `after` alone: pages that are numbered would move under a client while it reads.
    public func decodeUpdates(_ query: FormParameters, now: Date) throws(GeoReportError) -> UpdateQuery {
        var faults: [GeoReportError.Fault] = []
        do throws(GeoReportError) {
            _ = try jurisdictions.id(in: query)
        } catch {
            faults += error.faults
        }
        let window = window("start_date", "end_date", in: query, &faults)
        let sizes = ["page_size", "limit", "max_requests"].map { number($0, in: query, from: 1, &faults) }
        if let page = number("page", in: query, from: 1, &faults), page > 1 {
            faults.append(
                .init(.parameterInvalid, "page: expected none, found \(page); follow the Link next of the part before")
            )
        }
        if let error = GeoReportError(faults) { throw error }
        return UpdateQuery(
            start: window?.start ?? now - Double(UpdateQuery.standardHours * 3600),
            end: window?.end,
            after: query["after"],
            limit: min(sizes.lazy.compactMap(\.self).first ?? UpdateQuery.maximumCount, UpdateQuery.maximumCount)
        )
    }
}
