import Boundaries
import Logging
import Notices
import OpenMetrics
import Postgres
import ServiceLifecycle
import ServiceRequests
import Store

/// Finds what followers of a city are to be told of, writes the mails and gives them to the host's mailer.
///
/// Every server runs one for each city: the tables see to it that each event is told once and in order, whichever does
/// it. At most `hands` mails are under way at a time, each a child process.
struct MailCarrier: Service {
    private static let hands = 4
    private static let eventsAtOnce = 2000

    let city: City
    /// Where the city is found as it is by now: its catalog and boundaries may change while this runs.
    let cities: Cities
    let house: MailHouse
    let interval: Duration
    /// How often who follows a place is told at most.
    let placePause: Duration
    let logger: Logger

    func run() async throws {
        guard let settings = house.settings else { return }
        let mailer = Sendmail(path: settings.sendmail, from: settings.from)
        let failures = Throttle(interval: .seconds(60))
        if house.origin(of: city) == nil {
            logger.warning(
                "No mail is sent for a city whose address is not known; say --origin, or hosts: in jurisdiction.yml",
                metadata: ["jurisdiction": "\(city.code)"]
            )
        }
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let isBusy = await round(mailer, failures)
            if isBusy { continue }
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: interval) }
        }
    }

    /// One look at the events and one at the outbox; gives whether there may be more that can be done at once.
    private func round(_ mailer: Sendmail, _ failures: Throttle) async -> Bool {
        let city = cities[city.code] ?? city
        guard let origin = house.origin(of: city) else { return false }
        let index = city.snapshot.index
        let tail = EventTail(
            pool: city.pool,
            jurisdiction: city.row,
            privateServices: city.catalog.services.filter { $0.visibility == .private }.map(\.code)
        )
        let outbox = Outbox(pool: city.pool, jurisdiction: city.row, placePause: placePause)
        do throws(StoreError) {
            let isMore = try await tail.advance(limit: Self.eventsAtOnce) { point in index.places(at: point) }
            guard mailer.isInstalled else {
                note("No mail is sent", "\(NoticeError.programMissing(path: house.settings?.sendmail ?? ""))", failures)
                return isMore
            }
            let mails = try await outbox.take(Self.hands)
            let writer = NoticeWriter(city: city, origin: origin)
            let isFit = await withTaskGroup(of: Bool.self) { group in
                for mail in mails {
                    group.addTask { await carry(mail, writer, mailer, outbox, failures) }
                }
                return await group.reduce(true) { $0 && $1 }
            }
            return isFit && (isMore || mails.count == Self.hands)
        } catch {
            note("Could not look for what followers are to be told", "\(error)", failures)
            return false
        }
    }

    /// Gives false where this host is at fault, so that the next one would not go either.
    private func carry(
        _ mail: OutboxMail,
        _ writer: NoticeWriter,
        _ mailer: Sendmail,
        _ outbox: Outbox,
        _ failures: Throttle
    ) async -> Bool {
        do {
            guard let address = MailAddress(mail.follower.email), let written = try await writer.mail(mail) else {
                try await outbox.drop(mail)
                city.meter.mails[.failed]?.add()
                return true
            }
            do throws(NoticeError) {
                try await mailer.send(written, to: address)
            } catch {
                note("A mail was not taken", "\(error)", failures)
                if error.isWorthRepeating {
                    if try await outbox.postpone(mail, isOurFault: error.isOurs) {
                        city.meter.mails[.postponed]?.add()
                    } else {
                        city.meter.mails[.failed]?.add()
                        note("A mail was given up", "\(error)", failures)
                    }
                } else {
                    try await outbox.refuse(mail)
                    city.meter.mails[.failed]?.add()
                }
                return !error.isOurs
            }
            try await outbox.sent(mail)
            city.meter.mails[.sent]?.add()
            return true
        } catch {
            // It stays taken for a while, and is then taken again.
            note("A mail could not be dealt with", "\(error)", failures)
            return false
        }
    }

    /// Never an address, and nothing of what the mailer said, which may name one.
    private func note(_ what: String, _ error: String, _ failures: Throttle) {
        guard let keptBack = failures.pass() else { return }
        logger.warning(
            "\(what)",
            metadata: ["jurisdiction": "\(city.code)", "error": "\(error)", "lines.kept-back": "\(keptBack)"]
        )
    }
}

extension NoticeError {
    /// Whether no mail at all would have gone: it says nothing of this one.
    fileprivate var isOurs: Bool {
        switch self {
        case .programMissing, .system, .interrupted: true
        case .later, .refused, .killed, .outOfTime: false
        }
    }
}

extension BoundaryIndex {
    /// The boundaries a point lies in, by their names in the tables.
    func places(at point: Coordinate) -> [PlaceName] {
        let hits = probe(point).hits
        return layers.compactMap { layer in
            hits[layer.id].map { PlaceName(layer: layer.id, boundary: $0.boundary.id) }
        }
    }
}
