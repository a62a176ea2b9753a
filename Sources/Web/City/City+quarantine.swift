import Logging
import Postgres
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
            let ids = try await Quarantine(pool: city.pools.service, jurisdiction: city.row)
                .waiting(longerThan: age, limit: limit)
            var released = 0
            for id in ids {
                let result = try await city.moves.reroute(id, reason: Self.overdueLook, by: .service) { subject in
                    city.correction(of: subject, with: SubjectChanges())
                }
                if case .done = result { released += 1 }
            }
            if released > 0 { logger.notice("Let requests out of quarantine", metadata: ["requests": "\(released)"]) }
            return released
        }
    }

    private static let overdueLook = "Nobody has looked at it in time, so it goes to its owner."
}
