import Logging
import OpenMetrics
import Store

extension City {
    /// What work needs all the time wherever it is done: leases, offers and dates that run out, and old keys.
    func workSweepers(_ configuration: WebConfiguration, logger: Logger) -> [Sweeper] {
        let (queues, deadlines, calls) = (queues, deadlines, calls)
        return [
            Sweeper(of: "expired leases", batch: 100, interval: configuration.rescueInterval, logger: logger) {
                limit throws(StoreError) in
                let rescue = try await queues.rescue(limit: limit)
                queues.meter.rescuedItems.add(rescue.items)
                if rescue.items > 0 {
                    logger.notice("Took back items of expired leases", metadata: ["items": "\(rescue.items)"])
                }
                return rescue.leases
            },
            // How much longer than its time an offer may stand.
            Sweeper(of: "offers", batch: 100, interval: min(.seconds(1), configuration.rescueInterval), logger: logger)
            {
                limit throws(StoreError) in
                let lapse = try await queues.endOffers(limit: limit)
                queues.meter.lapsedItems.add(lapse.items)
                if lapse.items > 0 {
                    logger.notice("Took back offers nobody answered", metadata: ["items": "\(lapse.items)"])
                }
                return lapse.deadlines
            },
            Sweeper(of: "due dates", batch: 500, interval: configuration.deadlineInterval, logger: logger) {
                limit throws(StoreError) in
                let sweep = try await deadlines.sweep(limit: limit)
                queues.meter.overdueItems.add(sweep.overdue)
                if sweep.overdue > 0 { logger.info("Work became overdue", metadata: ["items": "\(sweep.overdue)"]) }
                return sweep.rows
            },
            Sweeper(of: "idempotency keys", logger: logger) { limit throws(StoreError) in
                try await calls.forgetOld(limit: limit)
            },
        ]
    }

    /// What is looked for all the time beside the requests: what nobody asks for, and what must not be forgotten.
    func sweepers(_ configuration: WebConfiguration, logger: Logger) -> [Sweeper] {
        let (drafts, watch, errands) = (drafts, watch, errands)
        let sessions = StaffSessions(pool: pools.service, jurisdiction: row)
        let attempts = OpenIDAttempts(pool: pools.service, jurisdiction: row)
        let (followers, outbox) = (self.followers, Outbox(pool: pools.service, jurisdiction: row))
        let schedule = Schedule(pool: pools.service, jurisdiction: row)
        return workSweepers(configuration, logger: logger) + [
            // How much later than its time a scheduled change may come into force.
            Sweeper(of: "schedule", batch: 10, interval: min(.seconds(2), configuration.rescueInterval), logger: logger)
            {
                limit throws(StoreError) in
                let ended = try await schedule.bringIntoForce(limit: limit)
                for scheduled in ended { scheduled.log(to: logger) }
                return ended.count
            },
            // How much later than it happened a page may hear of it.
            Sweeper(of: "news", interval: min(.milliseconds(500), configuration.rescueInterval), logger: logger) {
                _ throws(StoreError) in
                try await watch.look()
                return 0
            },
            Sweeper(of: "drafts", logger: logger) { limit throws(StoreError) in
                try await drafts.forgetOld(limit: limit)
            },
            Sweeper(of: "errands", logger: logger) { limit throws(StoreError) in
                try await errands.forgetOld(limit: limit)
            },
            Sweeper(of: "staff sessions", logger: logger) { limit throws(StoreError) in
                try await sessions.forgetOver(limit: limit)
            },
            Sweeper(of: "sign-ins that did not come back", logger: logger) { limit throws(StoreError) in
                try await attempts.forgetOver(limit: limit)
            },
            Sweeper(of: "unconfirmed followers", logger: logger) { limit throws(StoreError) in
                try await followers.forgetUnconfirmed(limit: limit)
            },
            Sweeper(of: "old notices", logger: logger) { limit throws(StoreError) in
                try await outbox.forgetOld(limit: limit)
            },
        ]
    }
}
