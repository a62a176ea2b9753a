import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension QueryDecoder {
    /// PostgreSQL's clock has microseconds.
    private static let restOfSecond = 0.999_999

    private var longest: Double { Double(days * 86400) }

    /// The windows of `start_date` and `end_date` and of `updated_after` and `updated_before`; any windows after saying
    /// what is wrong with them.
    ///
    /// Both follow the same rule. Where only the second is asked for, the first is as long as time: what was changed just
    /// now may have come in long ago.
    func windows(
        in query: FormParameters,
        now: Date,
        _ faults: inout [GeoReportError.Fault]
    ) -> (ServiceRequest.Query.Selection, ServiceRequest.Query.Span?) {
        let requested = window("start_date", "end_date", in: query, &faults)
        let updated = window("updated_after", "updated_before", in: query, &faults)
        if let requested { return (.window(start: requested.start, end: requested.end), updated) }
        guard updated == nil else { return (.window(start: .distantPast, end: nil), updated) }
        // Not up to now: our clock may be behind the database's, and what has just been stored must be seen.
        return (.window(start: now - longest, end: nil), nil)
    }

    /// The window of two parameters; nil where neither is there.
    func window(
        _ first: String,
        _ last: String,
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> ServiceRequest.Query.Span? {
        let count = faults.count
        let start = date(first, in: query, &faults)
        let end = date(last, in: query, &faults)
        guard faults.count == count else { return nil }
        switch (start, end) {
        case (nil, nil):
            return nil
        case (let start?, nil):
            return .init(start: start, end: start + longest)
        case (nil, let end?):
            return .init(start: end - longest, end: inclusive(end))
        case (let start?, let end?):
            let span = end.timeIntervalSince(start)
            if span < 0 {
                faults.append(.init(.windowInvalid, "\(last): expected a date after \(first), found one before it"))
            } else if span > longest {
                faults.append(
                    .init(
                        .windowInvalid,
                        "\(last): expected at most \(days) days after \(first), found \(Int((span / 86400).rounded(.up)))"
                    )
                )
            }
            return .init(start: start, end: inclusive(end))
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
