import Boundaries
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// What the clock does with requests in quarantine, and what the public reads of it.
@Suite struct QuarantineSweepTests {
    private static func submit(_ visitor: Visitor, _ service: String = "pothole") async throws -> String {
        let draft = ServiceRequest.Draft(
            serviceCode: service,
            location: .point(try Coordinate(latitude: 10.01, longitude: 20.005)),
            description: "Deep."
        )
        guard case .stored(let receipt, false) = try await visitor.city.submit(draft, suspicion: .busyClient) else {
            throw Missing(what: "a receipt")
        }
        return receipt.id
    }

    private static func sweep(_ visitor: Visitor, limit: Int = 100, log: LogRecorder? = nil) async throws -> Int {
        try await visitor.city.sweepQuarantine(
            longerThan: .zero,
            limit: limit,
            logger: log?.logger ?? TinyServer.logger
        )
    }

    private static func queue(of id: String, _ visitor: Visitor) async throws -> String? {
        let number = try visitor.city.row.cipher.number(for: id) ?? 0
        return try await visitor.database.pool.first(
            """
            SELECT q.name FROM work_item w JOIN queue q ON q.jurisdiction = w.jurisdiction AND q.queue = w.queue
             WHERE w.number = \(number)
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test func `two servers that sweep at once let each go once`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<25 { _ = try await Self.submit(visitor) }
            async let one = Self.sweep(visitor)
            async let other = Self.sweep(visitor)
            #expect(try await one + other == 25)
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 25)
            #expect(try await visitor.verified())
        }
    }

    @Test func `one that cannot be read holds up no other, and the log says which`() async throws {
        try await TinyServer.with { visitor in
            let broken = try await Self.submit(visitor)
            let ids = [try await Self.submit(visitor), try await Self.submit(visitor)]
            let number = try visitor.city.row.cipher.number(for: broken) ?? 0
            try await visitor.database.pool.execute(
                "UPDATE service_request SET attributes = '{\"depth\": 7}' WHERE number = \(number)"
            )
            let log = LogRecorder()
            // A page of one: it is the first of each sweep.
            #expect(try await Self.sweep(visitor, limit: 1, log: log) == 2)
            let told = log.lines.filter { $0.contains("Could not let requests out of quarantine") }
            #expect(told.contains { $0.contains(broken) })
            for id in ids { #expect(try await Self.queue(of: id, visitor) == "works/W") }
            #expect(try await Self.queue(of: broken, visitor) == "triage/quarantine")
        }
    }

    @Test func `one whose service has left the catalog goes to triage with the reason; the others go to their owners`()
        async throws
    {
        try await TinyServer.with(.live) { visitor in
            let gone = try await Self.submit(visitor)
            let flood = try await Self.submit(visitor, "flood")
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=quarantine")
            try await visitor.removePotholes()
            #expect(try await Self.sweep(visitor, limit: 1) == 1)
            #expect(try await Self.queue(of: flood, visitor)?.hasPrefix("works/") == true)
            #expect(try await Self.queue(of: gone, visitor) == "triage")
            let gaps = try await browser.page("/dispatch/triage?kind=gap")
            #expect(gaps.contains("<strong>1</strong> No rule fits the place"))
            #expect(gaps.contains("It was in quarantine. By the rules in force it is nobody"))
            #expect(gaps.contains("pothole"))
            // Who pressed on the older page is told that it stands otherwise.
            #expect(try await browser.send("/dispatch/requests/\(gone)/release", of: page).status == 409)
            #expect(try await Self.sweep(visitor) == 0)
            #expect(try await visitor.count("event WHERE kind = 'triaged'") == 1)
            #expect(try await visitor.verified())
        }
    }

    @Test func `a report to a private service is shown to nobody else first`() async throws {
        try await TinyServer.with(.live) { visitor in
            try await visitor.makePotholesPrivate()
            let id = try await Self.submit(visitor)
            #expect(try await Self.queue(of: id, visitor) == "works/W")
        }
    }

    @Test(arguments: [
        (
            ReleaseCause.seen, "en",
            "A person has looked at the report. It moved from"
        ),
        (.unseen, "en", "Nobody looked at the report in time, so it moved on from"),
        (.seen, "es", "Una persona miró el reporte. Pasó de"),
        (.unseen, "es", "Nadie miró el reporte a tiempo, así que pasó de"),
    ])
    func `the public reads why it left in its own language, and the words of the staff as they are`(
        cause: ReleaseCause,
        language: String,
        sentence: String
    ) async throws {
        try await TinyServer.with { visitor in
            let id = try await Self.submit(visitor)
            let words = cause == .seen ? "We have called them." : nil
            let city = try visitor.city
            let result = try await city.moves.release(
                id,
                because: cause,
                saying: words,
                by: cause == .seen ? .worker(Worker(department: "triage", name: "boss")) : .service,
                decide: { city.correction(of: $0, with: SubjectChanges()) }
            )
            guard case .done(.released) = result else { throw Missing(what: "a release; found \(result)") }
            let history = try await city.history.lines(of: id)
            let told = HistoryWords(catalog: city.catalog, language: language).lines(history)
            let line = try #require(told.last { $0.sentence.hasPrefix(sentence) }, "\(told)")
            #expect(line.note == words)
            let page = try await visitor.page("/r/\(id)?lang=\(language)")
            #expect(page.text.contains(sentence))
            let staff = try await Browser(visitor, person: .supervisor).page("/dispatch/requests/\(id)")
            #expect(staff.contains(cause == .seen ? "Looked at in triage, it left" : "Nobody looked at it in time, so"))
        }
    }
}
