import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct EventReaderTests {
    private static let note: SQL = """
        INSERT INTO event (jurisdiction, number, kind, actor, department) VALUES (1, 1, 'note', 'x', 'works')
        """

    @Test func `what commits late is told when it does, and holds nothing else back`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let reader = EventReader(pool: database.roles.service, jurisdiction: city.jurisdiction)
            let start = try await reader.latest(9)
            #expect(start.events.map(\.kind) == ["submitted"])
            let slow = try await PostgresConnection.open(database.configuration)
            try await slow.script("BEGIN")
            try await slow.execute(Self.note)
            // A later transaction that is over sooner: live pages do not wait for the older one.
            try await database.pool.execute(Self.note)
            let first = try await reader.news(since: start.snapshot, limit: 9)
            #expect(first.events.count == 1)
            #expect(!first.isCut)
            let quiet = try await reader.news(since: first.snapshot, limit: 9)
            #expect(quiet.events == [])
            try await slow.script("COMMIT")
            await slow.close()
            let second = try await reader.news(since: quiet.snapshot, limit: 9)
            #expect(second.events.count == 1)
            #expect(second.events.map(\.event) != first.events.map(\.event))
            #expect(try await reader.news(since: second.snapshot, limit: 9).events == [])
            // From any place it is what came since, each once.
            let both = try await reader.news(since: start.snapshot, limit: 9)
            #expect(Set(both.events) == Set(first.events + second.events))
            let between = try await reader.news(since: start.snapshot, until: quiet.snapshot, limit: 9)
            #expect(between.events == first.events)
        }
    }

    @Test(arguments: 1...3)
    func `of many writers at once every event is told once, in whatever order they commit`(seed: UInt64) async throws {
        try await TestDatabase.with(poolSize: 8) { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let reader = EventReader(pool: database.pool, jurisdiction: city.jurisdiction)
            let start = try await reader.latest(0)
            let told = try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<6 {
                    group.addTask {
                        for turn in 0..<25 {
                            // Some of what was written is undone; some takes its time.
                            let wait = Double((UInt64(writer * 31 + turn) &* seed) % 7) / 1000
                            let ending = (writer + turn).isMultiple(of: 5) ? "ROLLBACK" : "COMMIT"
                            try await database.pool.withConnection { connection throws(PostgresError) in
                                try connection.script("BEGIN")
                                try connection.execute(Self.note)
                                try connection.execute("SELECT pg_sleep(\(wait))")
                                try connection.script(ending)
                            }
                        }
                    }
                }
                var (told, snapshot): ([Int64], EventSnapshot) = ([], start.snapshot)
                while told.count < 120 {
                    let news = try await reader.news(since: snapshot, limit: 1000)
                    told += news.events.map(\.event)
                    snapshot = news.snapshot
                }
                try await group.waitForAll()
                told += try await reader.news(since: snapshot, limit: 1000).events.map(\.event)
                return told
            }
            let written = try await database.pool.query("SELECT event FROM event WHERE kind = 'note' ORDER BY event") {
                row in try row.decode(Int64.self)
            }
            #expect(written.count == 120)
            #expect(told.sorted() == written)
        }
    }

    @Test func `that somebody looked at contact details is no news`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            try await city.submit()
            let reader = EventReader(pool: database.roles.service, jurisdiction: city.jurisdiction)
            let start = try await reader.latest(9)
            try await database.pool.execute(
                """
                INSERT INTO event (jurisdiction, number, kind, actor, department)
                VALUES (1, 1, 'contact_seen', 'x', 'works'), (1, 1, 'note', 'x', 'works')
                """
            )
            #expect(try await reader.news(since: start.snapshot, limit: 9).events.map(\.kind) == ["note"])
            #expect(try await reader.latest(9).events.map(\.kind) == ["note", "submitted"])
        }
    }

    @Test func `it says where there is more than was asked for, and whom an event concerns`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let reader = EventReader(pool: database.pool, jurisdiction: city.jurisdiction)
            let start = try await reader.latest(0)
            let id = try await city.submit()
            for _ in 0..<3 { try await database.pool.execute(Self.note) }
            let news = try await reader.news(since: start.snapshot, limit: 3)
            #expect(news.isCut)
            #expect(news.events.map(\.kind) == ["submitted", "note", "note"])
            let first = try #require(news.events.first)
            #expect(first.serviceRequestID == id)
            #expect(first.legs == ["works"])
            #expect(first.concerns("works") && !first.concerns("parks"))
            #expect(first.detailJSON == "{}")
            #expect(first.isOpen(to: "parks", privateServices: []))
            #expect(!first.isOpen(to: "parks", privateServices: [first.serviceCode]))
            #expect(first.isOpen(to: "works", privateServices: [first.serviceCode]))
            #expect(try await reader.news(since: start.snapshot, limit: 4).isCut == false)
            let latest = try await reader.latest(2)
            #expect(latest.events.map(\.event) == latest.events.map(\.event).sorted(by: >))
        }
    }
}
