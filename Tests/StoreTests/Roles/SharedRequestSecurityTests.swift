import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct SharedRequestSecurityTests {
    @Test func `one common leg does not let a department empty another's lease of other requests' items`() async throws
    {
        try await GuardedSite.with { site in
            // A lease of works with two items of two requests.
            let works = Worker(department: "works", name: "b")
            for _ in 0..<3 { try await site.first.submit(at: .west) }
            let claim = try #require(try await site.first.queues.claim(3, for: works, lease: .seconds(600)))
            #expect(claim.items.count == 3)
            let common = try #require(claim.items.first).item
            try await site.first.database.pool.execute(
                """
                INSERT INTO work_item (jurisdiction, item, number, queue, leg, priority, department, due_at)
                SELECT jurisdiction, nextval('work_item_number'), number, queue, 2, priority, 'police', due_at
                  FROM work_item WHERE item = \(common)
                """
            )
            let lease = "\(claim.lease)"
            let before = try await site.everything()
            for theft in [
                "UPDATE lease SET items = ARRAY[\(common)]::bigint[] WHERE lease = '\(lease)'",
                "UPDATE lease SET holder = 'thief' WHERE lease = '\(lease)'",
                "UPDATE lease SET department = 'police' WHERE lease = '\(lease)'",
                "UPDATE lease SET items = items || ARRAY[1]::bigint[] WHERE lease = '\(lease)'",
                "DELETE FROM lease WHERE lease = '\(lease)'",
            ] {
                let error = await #expect(throws: PostgresError.self, "\(theft)") {
                    try await site.change(theft, as: site.behalf("police"))
                }
                #expect(error?.sqlState == .insufficientPrivilege)
                #expect(error?.isRowRefused == true)
            }
            #expect(try await site.everything() == before)
            // What a move of the common request writes: its leg leaves the lease, the rest stays.
            let rest = claim.items.map(\.item).filter { $0 != common }.sorted()
            let shrunk = try await site.change(
                "UPDATE lease SET items = array_remove(items, \(common)) WHERE lease = '\(lease)'",
                as: site.behalf("police")
            )
            #expect(shrunk == 1)
            let left = try await site.first.database.pool.first("SELECT items FROM lease WHERE lease = \(claim.lease)")
            {
                row throws(PostgresError) in try row.decode([Int64].self)
            }
            #expect(left?.sorted() == rest)
        }
    }

    @Test func `a lease of another's with nothing but common legs may end`() async throws {
        try await GuardedSite.with { site in
            let works = Worker(department: "works", name: "b")
            let claim = try #require(try await site.first.queues.claim(1, for: works, lease: .seconds(600)))
            let common = try #require(claim.items.first).item
            try await site.first.database.pool.execute(
                """
                INSERT INTO work_item (jurisdiction, item, number, queue, leg, priority, department, due_at)
                SELECT jurisdiction, nextval('work_item_number'), number, queue, 2, priority, 'police', due_at
                  FROM work_item WHERE item = \(common)
                """
            )
            let ended = try await site.change(
                "DELETE FROM lease WHERE lease = '\(claim.lease)'",
                as: site.behalf("police")
            )
            #expect(ended == 1)
        }
    }

    @Test func `nobody ties another department's request, nor in another's name`() async throws {
        try await GuardedSite.with { site in
            let numbers = try await site.first.database.pool.query(
                """
                SELECT number FROM work_item
                 WHERE jurisdiction = \(site.first.jurisdiction.number) AND department = 'works' AND status = 'open'
                """
            ) { row throws(PostgresError) in try row.decode(Int64.self) }
            try #require(numbers.count > 1)
            func tie(_ actor: String, on behalf: String) async throws -> [String] {
                try await site.texts(
                    """
                    SELECT tie_duplicate(\(site.first.jurisdiction.number), \(numbers[0]), \(numbers[1]), \(actor), 'x')::text
                    """,
                    as: site.behalf(behalf)
                )
            }
            let before = try await site.everything()
            #expect(try await tie("parks/a", on: "parks") == ["false"])
            #expect(try await tie("works/a", on: "parks") == ["false"])
            #expect(try await tie("parks/a", on: "works") == ["false"])
            #expect(try await site.everything() == before)
            for look in ["lock_leases(%, #)", "lock_original(%, #, #)"] {
                let call = look.replacing("%", with: "\(site.first.jurisdiction.number)")
                    .replacing("#", with: "\(numbers[0])")
                let seen = try await site.texts("SELECT s::text FROM \(unescaped: call) s", as: site.behalf("parks"))
                #expect(seen.isEmpty, "\(look)")
            }
            #expect(try await tie("works/a", on: "works") == ["true"])
        }
    }

    @Test(arguments: [false, true])
    func `who repeats a duplicate repeats its original, private or not`(isPrivate: Bool) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (a, b, d) = (
                try await city.submit(at: .west), try await city.submit(at: .west), try await city.submit(at: .park)
            )
            let (na, nb, nd) = (
                try #require(city.jurisdiction.cipher.number(for: a)),
                try #require(city.jurisdiction.cipher.number(for: b)),
                try #require(city.jurisdiction.cipher.number(for: d))
            )
            // Parks has closed a report of its own as a duplicate of a.
            try await database.pool.execute(
                "UPDATE service_request SET is_private = \(isPrivate), parent = \(na) WHERE number = \(nd)"
            )
            let works = Worker(department: "works", name: "w")
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            #expect(claim.items.map(\.serviceRequestID) == [a])
            let results = try await city.queues.complete(
                [Completion(item: claim.items[0].item, outcome: .duplicate(of: b))],
                under: claim.lease,
                by: works
            )
            #expect(results.map(\.outcome) == [.ok])
            let parents = try await database.pool.query(
                "SELECT number, parent FROM service_request WHERE parent IS NOT NULL ORDER BY number"
            ) { row throws(PostgresError) in
                let (number, parent) = try row.decode(Int64.self, Int64.self)
                return "\(number)->\(parent)"
            }
            #expect(parents == ["\(na)->\(nb)", "\(nd)->\(nb)"])
        }
    }

    @Test(arguments: [false, true])
    func `a duplicate of a duplicate is tied to the original, private or not`(isPrivate: Bool) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let (a, b, d) = (
                try await city.submit(at: .west), try await city.submit(at: .west), try await city.submit(at: .park)
            )
            let (na, nb, nd) = (
                try #require(city.jurisdiction.cipher.number(for: a)),
                try #require(city.jurisdiction.cipher.number(for: b)),
                try #require(city.jurisdiction.cipher.number(for: d))
            )
            // b is a duplicate of a request of parks.
            try await database.pool.execute("UPDATE service_request SET parent = \(nd) WHERE number = \(nb)")
            try await database.pool.execute("UPDATE service_request SET is_private = \(isPrivate) WHERE number = \(nd)")
            let works = Worker(department: "works", name: "w")
            let claim = try #require(try await city.queues.claim(1, for: works, lease: .seconds(60)))
            let results = try await city.queues.complete(
                [Completion(item: claim.items[0].item, outcome: .duplicate(of: b))],
                under: claim.lease,
                by: works
            )
            #expect(results.map(\.outcome) == [.ok])
            let parent = try await database.pool.first("SELECT parent FROM service_request WHERE number = \(na)") {
                row throws(PostgresError) in try row.decode(Int64?.self)
            }
            #expect(parent == .some(.some(nd)))
        }
    }
}
