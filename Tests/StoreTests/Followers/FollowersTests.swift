import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct FollowersTests {
    @Test func `who asks is asked, confirms once, and ends it`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.asked(.request(id))
            let ofRequest = "follower WHERE confirmed_at IS NOT NULL AND number IS NOT NULL"
            #expect(try await city.database.count(ofRequest) == 0)
            #expect(try await city.followers.follower(key)?.isConfirmed == false)
            for _ in 0..<2 {
                let follower = try #require(try await city.followers.confirm(key))
                #expect(follower.isConfirmed && follower.subject == .request(id) && !follower.seesAll)
            }
            #expect(try await city.database.count(ofRequest) == 1)
            let place = PlaceName(layer: "precinct", boundary: "1")
            let other = try await city.follow(.place(place, serviceCode: "pothole"))
            #expect(try await city.followers.follower(other)?.subject == .place(place, serviceCode: "pothole"))
            #expect(try await city.followers.end(key))
            #expect(try await !city.followers.end(key))
            #expect(try await city.followers.confirm(key) == nil)
            #expect(try await city.database.count(ofRequest) == 0)
            #expect(FollowerKey(key.text) == key && FollowerKey("12") == nil && FollowerKey(key.text + "0") == nil)
        }
    }

    @Test func `an address is asked three times a day at most, whatever for and however it is written`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            func ask(_ email: String, _ subject: FollowSubject) async throws -> AskOutcome {
                try await city.followers.ask(FollowOrder(subject, email: email, language: "es"))
            }
            let place = FollowSubject.place(PlaceName(layer: "precinct", boundary: "1"), serviceCode: nil)
            #expect(try await ask("ann@example.org", .request(id)) == .asked)
            #expect(try await ask("Ann@Example.org", .request(id)) == .asked)
            #expect(try await ask("ANN@example.org", place) == .asked)
            #expect(try await ask("ann@example.org", place) == .tooOften)
            #expect(try await ask("bob@example.org", .request(id)) == .asked)
            #expect(try await ask("eve@example.org", .request("000000000")) == .unknown)
            // Asked twice it is one follower, and each of the questions is a mail of its own.
            #expect(try await city.database.count("follower") == 3)
            #expect(try await city.waiting().count == 4)
            try await city.execute("UPDATE follower_ask SET at = at - interval '25 hours'")
            #expect(try await ask("ann@example.org", place) == .asked)
        }
    }

    @Test func `many orders at once do not pass the count`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let outcomes = try await withThrowingTaskGroup(of: AskOutcome.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await city.followers.ask(
                            FollowOrder(.request(id), email: "ann@example.org", language: "en")
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .asked }.count == Followers.asksADay)
        }
    }

    @Test func `only with the key and at the address given with the request is everything told`() async throws {
        try await FollowingCity.with { city in
            let contact = ServiceRequest.Contact(email: "Ann@example.org")
            let submission = try city.town.city.submission(contact: contact)
            guard case .stored(let receipt) = try await city.town.city.intake.submit(submission) else { return }
            let number = try #require(city.town.city.jurisdiction.cipher.number(for: receipt.id))
            let found = try await city.database.pool.first(
                "SELECT encode(secret, 'hex') FROM service_request WHERE number = \(number)"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            let secret = try #require(found)
            let key = try #require(RequestKey(secret))
            let wrong = try #require(RequestKey(String(repeating: "0", count: 32)))
            let subject = FollowSubject.request(receipt.id)
            for (email, key, seesAll) in [
                ("bob@example.org", key, false), ("ann@example.org", nil, false), ("ann@example.org", wrong, false),
                ("ann@example.org", key, true),
            ] {
                let token = try await city.asked(subject, email, key: key)
                #expect(try await city.followers.follower(token)?.seesAll == seesAll, "\(email)")
            }
        }
    }

    @Test func `what nobody confirms is forgotten after a week`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let (late, early) = (
                try await city.asked(.request(id)), try await city.asked(.request(id), "bob@example.org")
            )
            let kept = try await city.follow(.request(id), "eve@example.org")
            try await city.execute(
                "UPDATE follower SET asked_at = asked_at - interval '8 days' WHERE email < 'b' OR email > 'e'"
            )
            #expect(try await city.followers.confirm(late) == nil)
            #expect(try await city.followers.forgetUnconfirmed(limit: 10) == 1)
            #expect(try await city.followers.forgetUnconfirmed(limit: 10) == 0)
            #expect(try await city.followers.follower(late) == nil)
            #expect(try await city.followers.follower(early) != nil)
            #expect(try await city.followers.follower(kept) != nil)
        }
    }

    @Test func `only the server on nobody's behalf sees who follows`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            _ = try await city.follow(.request(id))
            let (pools, number) = (city.database.roles, city.town.city.jurisdiction.number)
            for table in ["follower", "follower_ask", "event_tail"] {
                for (role, rows) in [
                    (ActingRole.service, 1), (.within(jurisdiction: number), 0),
                    (.onBehalf(of: "works", jurisdiction: number), 0),
                ] {
                    let seen = try await pools.withConnection(as: role) { connection throws(PostgresError) in
                        try connection.first("SELECT count(*) FROM \(unescaped: table)") { row throws(PostgresError) in
                            try row.decode(Int.self)
                        }
                    }
                    #expect(seen == rows, "\(table) as \(role)")
                }
                let error = await #expect(throws: PostgresError.self) {
                    try await pools.department.execute("SELECT 1 FROM \(unescaped: table)")
                }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
        }
    }
}
