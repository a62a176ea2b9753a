import Logging
import ServiceRequests
import Store

extension City {
    /// What lets go of requests that nobody has looked at in time: nothing stays without an owner because it looked odd.
    func quarantineSweeper(_ cities: Cities, _ configuration: WebConfiguration, logger: Logger) -> Sweeper {
        let (code, age) = (code, configuration.quarantine)
        return Sweeper(of: "quarantine", batch: 100, interval: min(.seconds(60), age), logger: logger) {
            limit throws(StoreError) in
            // By the catalog and the boundaries in force.
            guard let city = cities[code] else { return 0 }
            return try await city.sweepQuarantine(longerThan: age, limit: limit, logger: logger)
        }
    }

    /// Lets go of all that has waited longer than this, so many at a time, and gives how many it was.
    ///
    /// One that cannot be let go holds up no other: the log says which, and it is tried again the next time.
    func sweepQuarantine(longerThan age: Duration, limit: Int, logger: Logger) async throws(StoreError) -> Int {
        let quarantine = Quarantine(pool: pools.service, jurisdiction: row)
        var (released, setAside): (Int, [String]) = (0, [])
        var failed: [(id: String, why: String)] = []
        var last: Int64 = 0
        while !Task.isCancelled {
            let page = try await quarantine.waiting(longerThan: age, after: last, limit: limit)
            for id in page.map(\.serviceRequestID) {
                do throws(StoreError) {
                    switch try await moves.release(
                        id,
                        because: .unseen,
                        by: .service,
                        decide: { correction(of: $0, with: SubjectChanges()) }
                    ) {
                    case .done(.released): released += 1
                    case .done(.setAside(let reasons)): setAside.append("\(id): \(reasons.joined(separator: "; "))")
                    // Somebody was faster, or another server.
                    case .done(.decidedAnew): break
                    case .refused(let why): failed.append((id, "\(why)"))
                    }
                } catch {
                    failed.append((id, "\(error)"))
                }
            }
            guard page.count == limit, let item = page.last?.item else { break }
            last = item
        }
        if released > 0 { logger.notice("Let requests out of quarantine", metadata: ["requests": "\(released)"]) }
        if !setAside.isEmpty {
            logger.notice(
                "No rule places requests that were in quarantine, so triage decides",
                metadata: ["requests": "\(setAside.count)", "first": "\(setAside[0])"]
            )
        }
        if let first = failed.first {
            logger.warning(
                "Could not let requests out of quarantine",
                metadata: [
                    "requests": "\(failed.prefix(20).map(\.id).joined(separator: " "))", "count": "\(failed.count)",
                    "why": "\(first.why)",
                ]
            )
        }
        return released
    }
}
