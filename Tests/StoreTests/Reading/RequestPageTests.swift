import Boundaries
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lists longer than is counted or looked at for one part, and what no list may tell.
@Suite struct RequestPageTests {
    private typealias Query = ServiceRequest.Query

    private var window: ServiceRequest.Query { Query(selection: .window(start: Date.now - 90 * 86400, end: nil)) }

    @Test func `a long list is counted so far, its parts hold every request once, and rare ones are found at its end`()
        async throws
    {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(45_000, in: database)
            let all = try await town.expected("true")
            let first = try #require(try await town.reader.page(window))
            #expect(first.count == ItemCount(RequestReader.countLimit, isMore: true))
            #expect(try await town.all(window) == all)
            // The oldest one alone is of a service that came to an end, and closed in another way than all others.
            let oldest = try #require(all.last.flatMap { town.city.jurisdiction.cipher.number(for: $0) })
            try await database.pool.execute(
                """
                UPDATE service_request SET service_code = 'gone', address = 'Far End', latitude = 10.5, longitude = 20.5
                 WHERE number = \(oldest)
                """
            )
            // The specification's filters find it in one part, whatever that takes.
            var query = window
            query.serviceCodes = ["gone"]
            var page = try #require(try await town.reader.page(query))
            #expect(page.records.map(\.id) == all.suffix(1))
            #expect(page.count == ItemCount(1))
            query.statuses = [page.records[0].status]
            page = try #require(try await town.reader.page(query))
            #expect(page.records.map(\.id) == all.suffix(1))
            #expect(page.next == nil && !page.isCutShort)
            // So does the index on places.
            query = window
            query.area = .init(
                box: BoundingBox(
                    try Coordinate(latitude: 10.49, longitude: 20.4),
                    try Coordinate(latitude: 10.51, longitude: 20.6)
                )
            )
            page = try #require(try await town.reader.page(query))
            #expect(page.records.map(\.id) == all.suffix(1))
            #expect(page.count == ItemCount(1) && page.next == nil)
            // Words are looked for so far, and the way on leads to them.
            query = window
            query.words = [.init("far end")]
            page = try #require(try await town.reader.page(query))
            #expect(page.records.isEmpty)
            #expect(page.isCutShort)
            #expect(page.count == ItemCount(0, isMore: true))
            #expect(page.next != nil)
            #expect(try await town.all(query) == all.suffix(1))
            query.words = [.init("no such word")]
            #expect(try await town.all(query) == [])
        }
    }

    @Test func `what is open is found where few are, and where many`() async throws {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(36_000, in: database)
            var query = window
            query.statuses = [.open]
            // Many: a third.
            #expect(try await town.all(query) == (try await town.expected("r.status = 'open'")))
            // Few: those of the first day only.
            let statements: [SQL] = [
                """
                UPDATE service_request SET status = 'closed', open_legs = 0, closed_at = updated_at
                 WHERE status = 'open' AND requested_at > now() - interval '24 days'
                """,
                """
                UPDATE work_item w SET status = 'closed', closed_at = now(), outcome = 'done'
                  FROM service_request r WHERE r.number = w.number AND r.status = 'closed' AND w.status = 'open'
                """,
            ]
            for statement in statements { try await database.pool.execute(statement) }
            let few = try await town.expected("r.status = 'open'")
            #expect((1...1000).contains(few.count))
            let page = try #require(try await town.reader.page(query))
            #expect(page.records.map(\.id) == few)
            #expect(page.count == ItemCount(few.count))
            // In parts the whole is counted as well.
            query.limit = 10
            query.after = few[20]
            let part = try #require(try await town.reader.page(query))
            #expect(part.records.map(\.id) == Array(few[21...30]))
            #expect(part.count == ItemCount(few.count))
        }
    }

    @Test func `what comes in meanwhile moves nothing behind it`() async throws {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(50, in: database)
            var query = window
            query.limit = 10
            let first = try #require(try await town.reader.page(query))
            let before = try await town.all(window)
            for _ in 0..<5 { try await town.city.submit() }
            query.after = first.next
            let second = try #require(try await town.reader.page(query))
            #expect(second.records.map(\.id) == Array(before[10..<20]))
            query.after = "000000000"
            #expect(try await town.reader.page(query) == nil)
            query.after = "nonsense"
            #expect(try await town.reader.page(query) == nil)
        }
    }

    @Test func `no filter tells of a private request, nor of words and pictures that are not for the public`()
        async throws
    {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(10, in: database)
            let hidden = try await town.city.submit("person-in-need")
            let silent = try await town.city.submit("flood")
            let withheld = try await town.city.submit("pothole")
            let (hiddenNumber, withheldNumber) = (
                try #require(town.city.jurisdiction.cipher.number(for: hidden)),
                try #require(town.city.jurisdiction.cipher.number(for: withheld))
            )
            let statements: [SQL] = [
                """
                UPDATE service_request SET description = 'Hush', address = 'Hush Lane', latitude = 10.0123,
                       longitude = 20.0345, media_urls = '{https://example.org/hush.jpg}', department = 'hush'
                 WHERE number = \(hiddenNumber)
                """,
                """
                UPDATE service_request SET description = 'Hush', media_urls = '{https://example.org/hush.jpg}',
                       withholds_description = number = \(withheldNumber)
                 WHERE service_code = 'flood' OR number = \(withheldNumber)
                """,
                "UPDATE service_request SET media_urls = '{}' WHERE media_urls <> '{https://example.org/hush.jpg}'",
            ]
            for statement in statements { try await database.pool.execute(statement) }
            func found(_ change: (inout Query) throws -> Void) async throws -> [String] {
                var query = window
                try change(&query)
                let page = try #require(try await town.reader.page(query))
                #expect(page.count == ItemCount(page.records.count))
                return page.records.map(\.id)
            }
            #expect(try await found { $0.words = [.init("hush")] } == [])
            #expect(try await found { $0.words = [.init("need", serviceCodes: ["person-in-need"])] } == [])
            #expect(try await found { $0.serviceCodes = ["person-in-need"] } == [])
            #expect(try await found { $0.departments = ["hush"] } == [])
            #expect(try await found { $0.hasPicture = true } == [])
            #expect(
                try await found {
                    $0.area = .init(
                        box: nil,
                        circle: .init(center: try Coordinate(latitude: 10.0123, longitude: 20.0345), metres: 1)
                    )
                } == []
            )
            #expect(
                try await found { $0.updated = .init(start: Date.now - 3600, end: Date.now + 3600) }.contains(hidden)
                    == false
            )
            // Those that are only silent are there all the same.
            let everything = try await found { _ in }
            #expect(everything.contains(silent) && everything.contains(withheld) && !everything.contains(hidden))
            #expect(try await town.reader.photos(of: [hidden, silent, withheld]) == [:])
            let details = try await town.reader.details(of: [hidden, silent, withheld])
            #expect(details[hidden]?.isPrivate == true)
            #expect(details[hidden]?.isDescribed == false)
            #expect(details[silent]?.isDescribed == false)
            #expect(details[withheld]?.isDescribed == false)
        }
    }

    @Test func `a duplicate names its original, and is counted there, unless either is private`() async throws {
        try await TestDatabase.with { database in
            let town = try await PublicRequests.make(10, in: database)
            let (original, copy) = (try await town.city.submit(), try await town.city.submit())
            let hidden = try await town.city.submit("person-in-need")
            func tie(_ id: String, to parent: String) async throws {
                let number = try #require(town.city.jurisdiction.cipher.number(for: id))
                let other = try #require(town.city.jurisdiction.cipher.number(for: parent))
                try await database.pool.execute(
                    "UPDATE service_request SET parent = \(other), reopens = 1 WHERE number = \(number)"
                )
            }
            try await tie(copy, to: original)
            try await tie(hidden, to: original)
            var details = try await town.reader.details(of: [original, copy, hidden, "nonsense"])
            #expect(details.count == 3)
            #expect(details[copy]?.original == original)
            #expect(details[copy]?.reopens == 1)
            #expect(details[original]?.duplicates == 1)
            #expect(details[original]?.legs.map(\.department) == ["works"])
            #expect(details[original]?.history.map(\.kind) == ["submitted"])
            #expect(details[hidden]?.original == nil)
            try await tie(copy, to: hidden)
            details = try await town.reader.details(of: [copy, hidden])
            #expect(details[copy]?.original == nil)
            #expect(details[hidden]?.duplicates == 1)
        }
    }
}
