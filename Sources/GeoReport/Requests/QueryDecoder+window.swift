import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension QueryDecoder {
    private static let longestWindow = Double(ServiceRequest.Query.maximumDays * 86400)
    /// PostgreSQL's clock has microseconds.
    private static let restOfSecond = 0.999_999

    /// The window of `start_date` and `end_date`; any window after saying what is wrong with them.
    func window(
        in query: FormParameters,
        now: Date,
        _ faults: inout [GeoReportError.Fault]
    ) -> ServiceRequest.Query.Selection {
        let count = faults.count
        let start = date("start_date", in: query, &faults)
        let end = date("end_date", in: query, &faults)
        // Not up to now: our clock may be behind the database's, and what has just been stored must be seen.
        let lastDays = ServiceRequest.Query.Selection.window(start: now - Self.longestWindow, end: nil)
        guard faults.count == count else { return lastDays }
        switch (start, end) {
        case (nil, nil):
            return lastDays
        case (let start?, nil):
            return .window(start: start, end: start + Self.longestWindow)
        case (nil, let end?):
            return .window(start: end - Self.longestWindow, end: inclusive(end))
        case (let start?, let end?):
            let span = end.timeIntervalSince(start)
            if span < 0 {
                faults.append(.init(.windowInvalid, "end_date: expected a date after start_date, found one before it"))
            } else if span > Self.longestWindow {
                faults.append(
                    .init(
                        .windowInvalid,
                        "end_date: expected at most \(ServiceRequest.Query.maximumDays) days after start_date, "
                            + "found \(Int((span / 86400).rounded(.up)))"
                    )
                )
            }
            return .window(start: start, end: inclusive(end))
        }
    }

    private func inclusive(_ end: Date) -> Date {
        let isWhole = end.timeIntervalSince1970 == end.timeIntervalSince1970.rounded(.down)
        return isWhole ? end + Self.restOfSecond : end
    }

    private func date(
        _ name: String,
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> Date? {
        guard let text = query[name] else { return nil }
        if let date = GeoReportDate.parse(text) { return date }
        faults.append(
            .init(
                .dateMalformed,
                "\(name): expected a date with time and zone like \(GeoReportDate.example), found \(Quotation(text))"
            )
        )
        return nil
    }
}
