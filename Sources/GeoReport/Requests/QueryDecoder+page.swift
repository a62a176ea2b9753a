import ServiceRequests

extension QueryDecoder {
    /// Which part of the list is asked for: `page` from 1 and `page_size` (or `limit`, `max_requests`), or `offset`, or
    /// what comes behind the request that `after` names.
    ///
    /// A larger `page_size` than there is counts as the largest: a list has at most so many.
    func page(
        of decoded: inout ServiceRequest.Query,
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) {
        let sizes = ["page_size", "limit", "max_requests"].map { number($0, in: query, from: 1, &faults) }
        decoded.limit = min(sizes.lazy.compactMap(\.self).first ?? decoded.limit, ServiceRequest.Query.maximumCount)
        let page = number("page", in: query, from: 1, &faults)
        let offset = number("offset", in: query, from: 0, &faults)
        if let after = query["after"] {
            decoded.after = after
            return
        }
        let (skipped, isTooMuch) = ((page ?? 1) - 1).multipliedReportingOverflow(by: decoded.limit)
        decoded.offset = page == nil ? offset ?? 0 : skipped
        let deepest = ServiceRequest.Query.maximumDepth - decoded.limit
        guard isTooMuch || decoded.offset > deepest else { return }
        // Whether there is anything so far on, only the list can tell.
        decoded.offset = deepest
        decoded.isBeyondReach = true
    }

    /// What is said where a list really goes on so far.
    public static let beyondReach = GeoReportError(
        .pageTooDeep,
        "page: expected one within the first \(ServiceRequest.Query.maximumDepth) requests, found one beyond; follow the Link "
            + "next of the pages before, or ask for a shorter time"
    )

    func number(
        _ name: String,
        in query: FormParameters,
        from least: Int,
        _ faults: inout [GeoReportError.Fault]
    ) -> Int? {
        guard let text = query[name] else { return nil }
        // `Int` also reads a sign.
        if text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let number = Int(text),
            number >= least
        {
            return number
        }
        faults.append(
            .init(.parameterInvalid, "\(name): expected a whole number from \(least), found \(Quotation(text))")
        )
        return nil
    }
}
