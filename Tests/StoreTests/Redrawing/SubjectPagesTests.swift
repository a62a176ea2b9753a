import Boundaries
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct SubjectPagesTests {
    private static func all(_ pages: SubjectPages) async throws -> [[StoredSubject]] {
        var pages = pages
        var read: [[StoredSubject]] = []
        while case let page = try await pages.next(), !page.isEmpty { read.append(page) }
        #expect(try await pages.next().isEmpty)
        return read
    }

    private static func age(_ id: String, by days: Int, in town: MovingCity) async throws {
        let number = try #require(town.city.jurisdiction.cipher.number(for: id))
        try await town.city.database.pool.execute(
            """
            UPDATE service_request SET requested_at = requested_at - \(days) * interval '1 day'
             WHERE number = \(number)
            """
        )
    }

    @Test func `recent requests and older open ones are read once each, page by page`() async throws {
        try await MovingCity.with { town in
            let closed = try await town.pothole(.closed)
            let gone = try await town.pothole(.closed)
            let held = try await town.pothole(.leased)
            let taken = try await town.pothole(.accepted)
            var recent: [String] = []
            for _ in 0..<5 { recent.append(try await town.city.submit("flood")) }
            for id in [gone.id, held.id, taken.id, recent[4]] { try await Self.age(id, by: 100, in: town) }
            let pages = try await SubjectPages.recent(
                within: .seconds(90 * 86_400),
                in: town.city.jurisdiction,
                pools: town.city.database.roles,
                size: 2
            )
            let read = try await Self.all(pages)
            #expect(read.allSatisfy { $0.count <= 2 })
            let subjects = read.flatMap(\.self)
            let ids = subjects.map { town.city.jurisdiction.cipher.id(for: $0.number)?.text }
            // What came in lately, in its order, then what is older and open.
            #expect(ids == [closed.id] + recent[..<4] + [held.id, taken.id, recent[4]])
            #expect(subjects.map(\.isOpen) == [false] + Array(repeating: true, count: 7))
            #expect(
                subjects.map(\.subject.draft.serviceCode) == ["pothole", "flood", "flood", "flood", "flood"]
                    + ["pothole", "pothole", "flood"]
            )
            #expect(subjects.allSatisfy { $0.subject.draft.coordinate != nil && $0.layerVersions == nil })
        }
    }

    @Test func `open requests say by which versions their latest decision was made`() async throws {
        try await MovingCity.with { town in
            let versions = Dictionary(
                uniqueKeysWithValues: town.city.snapshot.index.layers.map { ($0.id, $0.version) }
            )
            let pothole = try await town.city.submit()
            let person = try await town.city.submit("person-in-need")
            let noise = try await town.city.submit("noise")
            _ = try await town.moves.reroute(
                noise,
                reason: "why",
                by: town.supervisor,
                decide: try town.correct("fallen-tree")
            )
            _ = try await town.pothole(.waiting)
            let closed = try await town.city.submit()
            _ = try await town.moves.cancel(closed, reason: "why", by: town.supervisor)
            let pages = try await SubjectPages.open(in: town.city.jurisdiction, pools: town.city.database.roles)
            let subjects = try await Self.all(pages).flatMap(\.self)
            #expect(subjects.count == 4)
            func named(_ id: String) -> [String: String]? {
                subjects.first { town.city.jurisdiction.cipher.id(for: $0.number)?.text == id }?.layerVersions
            }
            #expect(named(pothole) == versions)
            #expect(named(person) == nil)
            #expect(named(noise) == ["borough": try #require(versions["borough"])])
        }
    }

    @Test func `a city without requests has no pages, and no city reads another's`() async throws {
        try await TestDatabase.with { database in
            let one = try await TestCity(in: database, code: "one")
            let two = try await TestCity(in: database, code: "two")
            try await one.submit()
            for city in [one, two] {
                let expected = city.jurisdiction.code == "one" ? 1 : 0
                let open = try await SubjectPages.open(in: city.jurisdiction, pools: database.roles)
                #expect(try await Self.all(open).flatMap(\.self).count == expected)
                let recent = try await SubjectPages.recent(
                    within: .seconds(86_400),
                    in: city.jurisdiction,
                    pools: database.roles
                )
                #expect(try await Self.all(recent).flatMap(\.self).count == expected)
            }
        }
    }
}
