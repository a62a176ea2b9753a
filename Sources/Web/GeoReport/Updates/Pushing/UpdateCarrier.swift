import GeoReport
import Logging
import Notices
import OpenMetrics
import Postgres
import ServiceLifecycle
import ServiceRequests
import Store

/// Sends what happens to requests to the systems they came from, where the city named an address of theirs.
///
/// Every server runs one for each city: the tables give each client's turn to one at a time. Each client is looked after by a
/// task of its own, so one that is slow or dead holds up no other.
struct UpdateCarrier: Service {
    /// The most clients that are looked after at the same time.
    private static let hands = 16
    private static let eventsAtOnce = 5000
    private static let updatesAtOnce = 50

    let city: City
    /// Where the city is found as it is by now: its catalog may change while this runs.
    let cities: Cities
    let house: MailHouse
    let limits: PushLimits
    let logger: Logger

    func run() async throws {
        let failures = Throttle(interval: .seconds(60))
        await withDiscardingTaskGroup { group in
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                do throws(StoreError) {
                    for push in try await outbox(of: city).take(Self.hands) {
                        group.addTask { await cancelWhenGracefulShutdown { await carry(push, failures) } }
                    }
                } catch {
                    note("Could not look for clients to be told", "\(error)", failures)
                }
                await cancelWhenGracefulShutdown { try? await Task.sleep(for: limits.interval) }
            }
        }
    }

    private func outbox(of city: City) -> ClientOutbox {
        ClientOutbox(
            pool: city.pool,
            jurisdiction: city.row,
            reader: city.reader.forClients,
            // Renewed with each answer, for which this is long enough.
            turnTime: max(.seconds(60), limits.answerTime * 2),
            pause: limits.pause
        )
    }

    /// Looks after one client once: what has happened, and what waits.
    private func carry(_ push: ClientPush, _ failures: Throttle) async {
        let city = cities[city.code] ?? city
        let outbox = outbox(of: city)
        do {
            while try await outbox.gather(for: push, limit: Self.eventsAtOnce), !Task.isCancelled {}
            guard try await outbox.renew(push) else { return }
            let failure: String? = try await FormPost.to(push.address, time: limits.answerTime) { post in
                await result { try await send(push, outbox, city, post) }
            }.get()
            if let failure {
                city.meter.pushes[.failed]?.add()
                note("Updates could not be sent to a client", failure, failures, client: push.name)
            } else {
                try await outbox.leave(push, for: limits.interval)
            }
        } catch {
            // The turn runs out, and another begins.
            note("A client's updates could not be dealt with", "\(error)", failures, client: push.name)
        }
    }

    /// Sends what may be sent, until nothing does, the turn is another's, or the other system takes nothing: then the turn is
    /// given back, and it gives why.
    private func send(
        _ push: ClientPush,
        _ outbox: ClientOutbox,
        _ city: City,
        _ post: FormPost
    ) async throws -> String? {
        while !Task.isCancelled {
            let page = try await outbox.next(for: push, limit: Self.updatesAtOnce)
            let language = city.catalog.jurisdiction.languages.first ?? Vocabulary.first
            let updates = try await city.updates(
                of: page,
                for: push.client,
                language: language,
                photos: photoAddress(in: city)
            )
            guard !page.entries.isEmpty else { return nil }
            for entry in page.entries {
                guard let update = updates.first(where: { $0.id == entry.id }) else {
                    guard try await outbox.pass(entry, for: push) else { return nil }
                    continue
                }
                let verdict = PushVerdict(await post.post(PushForm(update, to: push).encoded))
                // Cut off by the end of this server: it says nothing of the other system.
                if Task.isCancelled { return nil }
                switch verdict {
                case .delivered:
                    city.meter.pushes[.sent]?.add()
                    guard try await outbox.delivered(entry, to: push) else { return nil }
                case .refused:
                    switch try await outbox.refused(entry, by: push) {
                    case .kept: city.meter.pushes[.postponed]?.add()
                    case .givenUp: city.meter.pushes[.failed]?.add()
                    case .turnLost: return nil
                    }
                case .failed(let why):
                    guard try await outbox.failed(entry, to: push, because: why) != .turnLost else { return nil }
                    return why
                }
            }
        }
        return nil
    }

    private func photoAddress(in city: City) -> ((_ id: String, _ name: String) -> String)? {
        guard let origin = house.origin(of: city) else { return nil }
        let several = cities.all.count > 1 ? "?jurisdiction_id=\(FormParameters.encoded(city.jurisdictionID))" : ""
        let base = "\(origin.text)/\(GeoReportEndpoint.production.path)/requests"
        return { id, name in "\(base)/\(id)/photos/\(name).jpg\(several)" }
    }

    private func result<R: Sendable>(_ work: () async throws -> R) async -> Result<R, any Error> {
        do { return .success(try await work()) } catch { return .failure(error) }
    }

    /// Never an address or a key, and nothing of what the other system said.
    private func note(_ what: String, _ error: String, _ failures: Throttle, client: String? = nil) {
        guard let keptBack = failures.pass() else { return }
        var metadata: Logger.Metadata = [
            "jurisdiction": "\(city.code)", "error": "\(error)", "lines.kept-back": "\(keptBack)",
        ]
        if let client { metadata["client"] = "\(client)" }
        logger.warning("\(what)", metadata: metadata)
    }
}
