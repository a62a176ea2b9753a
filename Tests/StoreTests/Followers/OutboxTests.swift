import Postgres
import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct OutboxTests {
    /// Events for a request, straight into the outbox of one who follows it.
    private func put(_ events: [Int64], of id: String, for key: FollowerKey, in city: FollowingCity) async throws {
        let (row, bytes) = (city.town.city.jurisdiction, key.bytes)
        let number = try #require(row.cipher.number(for: id))
        for event in events {
            try await city.execute(
                """
                INSERT INTO outbox (jurisdiction, follower, seq, number)
                VALUES (\(row.number), \(bytes), \(event), \(number))
                """
            )
        }
    }

    private func events(_ mails: [OutboxMail]) -> [[Int64]] {
        mails.map { mail in if case .news(let news) = mail.matter { news.map(\.event) } else { [] } }
    }

    @Test func `mails of one follower are taken one after the other, those of others beside them`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let ann = try await city.follow(.request(id))
            let bob = try await city.follow(.request(id), "bob@example.org")
            try await put([7, 5, 6], of: id, for: ann, in: city)
            try await put([8], of: id, for: bob, in: city)
            let taken = try await city.outbox.take(9)
            #expect(events(taken) == [[5], [8]])
            #expect(events(try await city.outbox.take(9)) == [])
            let first = try #require(taken.first)
            #expect(first.follower.email == "ann@example.org" && first.attempts == 1 && first.key == nil)
            #expect(first.matter == .news([OutboxMail.News(id: id, event: 5, kind: "")]))
            try await city.outbox.sent(first)
            #expect(events(try await city.outbox.take(9)) == [[6]])
        }
    }

    @Test func `two who take at once never take the same`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            for index in 0..<12 {
                let key = try await city.follow(.request(id), "f\(index)@example.org")
                try await put([Int64(index + 1)], of: id, for: key, in: city)
            }
            // Looking for the questions has taken some of them.
            try await city.execute("UPDATE follower SET due_at = now() WHERE due_at IS NOT NULL")
            let outbox = city.outbox
            let taken = try await withThrowingTaskGroup(of: [OutboxMail].self) { group in
                for _ in 0..<6 { group.addTask { try await outbox.take(4) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(taken.map(\.follower.email)).count == taken.count)
            let rest = try await outbox.take(99)
            #expect(taken.count + rest.count == 12)
        }
    }

    @Test func `who takes and dies leaves it to be taken again, as the same mail`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([3, 4], of: id, for: key, in: city)
            let hasty = city.outbox(lease: .zero)
            let first = try #require(try await hasty.take(1).first)
            let second = try #require(try await hasty.take(1).first)
            #expect(second.seq == first.seq && second.attempts == 2)
            try await city.outbox.sent(second)
            // The dead one's word comes late.
            try await city.outbox.sent(first)
            #expect(events(try await city.outbox.take(9)) == [[4]])
        }
    }

    @Test func `what is not taken waits longer each time and is given up in the end, and the next one goes`()
        async throws
    {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([3, 4], of: id, for: key, in: city)
            var pauses: [Int] = []
            for attempt in 1...Outbox.maximumAttempts {
                let mail = try #require(try await city.outbox.take(9).first)
                #expect(mail.seq == 3 && mail.attempts == attempt)
                let isKept = try await city.outbox.postpone(mail, isOurFault: false)
                #expect(isKept == (attempt < Outbox.maximumAttempts))
                guard isKept else { break }
                #expect(try await city.outbox.take(9).isEmpty)
                let pause = try await city.database.pool.first(
                    "SELECT round(extract(epoch FROM due_at - now()) / 60)::integer FROM follower"
                ) { row throws(PostgresError) in try row.decode(Int.self) }
                pauses.append(try #require(pause))
                try await city.execute("UPDATE follower SET due_at = now() WHERE due_at IS NOT NULL")
            }
            #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240])
            let next = try #require(try await city.outbox.take(9).first)
            #expect(next.seq == 4)
            // A fault of ours does not use it up.
            for _ in 0..<20 {
                _ = try await city.outbox.postpone(next, isOurFault: true)
            }
            try await city.execute("UPDATE follower SET due_at = now() WHERE due_at IS NOT NULL")
            #expect(try await city.outbox.take(9).map(\.attempts) == [1])
        }
    }

    @Test func `an address that is refused again and again is written to no more`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([1, 2, 3, 4, 5, 6, 7, 8], of: id, for: key, in: city)
            func next() async throws -> OutboxMail { try #require(try await city.outbox.take(1).first) }
            for _ in 0..<2 { try await city.outbox.refuse(next()) }
            try await city.outbox.sent(next())
            for _ in 0..<Outbox.maximumRefusals {
                #expect(try await city.followers.follower(key) != nil)
                try await city.outbox.refuse(next())
            }
            #expect(try await city.followers.follower(key) == nil)
            #expect(try await city.waiting() == [])
        }
    }

    @Test func `who follows a place is told of all that waits in one mail, and then not for a while`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let place = PlaceName(layer: "precinct", boundary: "1")
            let key = try await city.follow(.place(place, serviceCode: nil))
            try await put([1, 2, 3], of: id, for: key, in: city)
            let outbox = city.outbox(pause: .seconds(3600))
            let mail = try #require(try await outbox.take(9).first)
            #expect(events([mail]) == [[1, 2, 3]] && mail.seq == 1)
            // What came meanwhile is not gone with it.
            try await put([4], of: id, for: key, in: city)
            try await outbox.sent(mail)
            #expect(try await outbox.take(9).isEmpty)
            let rest = try await city.database.pool.first(
                "SELECT round(extract(epoch FROM due_at - now()) / 60)::integer FROM follower"
            ) { row throws(PostgresError) in try row.decode(Int.self) }
            #expect(rest == 60)
            try await city.execute("UPDATE follower SET due_at = due_at - interval '1 hour'")
            #expect(events(try await outbox.take(9)) == [[4]])
        }
    }

    @Test func `one mail of a place takes everything that waits, however much it is`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.place(PlaceName(layer: "precinct", boundary: "1"), serviceCode: nil))
            try await put(Array(1...600), of: id, for: key, in: city)
            let mail = try #require(try await city.outbox.take(9).first)
            #expect(events([mail]) == [Array(1...600)])
            try await city.outbox.sent(mail)
            #expect(try await city.outbox.take(9).isEmpty)
            #expect(try await city.database.count("outbox") == 0)
        }
    }

    @Test func `a question does not wait for the pause between news, and holds none back`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let subject = FollowSubject.place(PlaceName(layer: "precinct", boundary: "1"), serviceCode: nil)
            let outbox = city.outbox(pause: .seconds(3600))
            let key = try await city.follow(subject)
            try await put([1], of: id, for: key, in: city)
            // It was asked just now.
            let first = try #require(try await outbox.take(9).first)
            #expect(events([first]) == [[1]])
            try await outbox.sent(first)
            try await put([2], of: id, for: key, in: city)
            #expect(try await outbox.take(9).isEmpty)
            _ = try await city.followers.ask(FollowOrder(subject, email: "ann@example.org", language: "en"))
            let question = try #require(try await outbox.take(9).first)
            #expect(question.matter == .question)
            try await outbox.sent(question)
            // What waited for the pause still does.
            #expect(try await outbox.take(9).isEmpty)
            #expect(try await city.waiting() == ["ann@example.org question"])
        }
    }

    @Test func `a question that comes while a mail is taken waits for it`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([1], of: id, for: key, in: city)
            let news = try #require(try await city.outbox.take(9).first)
            _ = try await city.followers.ask(FollowOrder(.request(id), email: "ann@example.org", language: "en"))
            #expect(try await city.outbox.take(9).isEmpty)
            try await city.outbox.sent(news)
            let question = try #require(try await city.outbox.take(9).first)
            #expect(question.matter == .question)
            try await city.outbox.sent(question)
            #expect(try await city.database.count("follower WHERE due_at IS NOT NULL OR taken IS NOT NULL") == 0)
        }
    }

    @Test func `mails that come while others leave are all taken, none is forgotten and none taken twice`()
        async throws
    {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            let outbox = city.outbox
            let told = try await withThrowingTaskGroup(of: [Int64].self) { group in
                group.addTask {
                    for event in 1...60 { try await put([Int64(event)], of: id, for: key, in: city) }
                    return []
                }
                for _ in 0..<3 {
                    group.addTask {
                        var told: [Int64] = []
                        for _ in 0..<60 {
                            for mail in try await outbox.take(2) {
                                told.append(mail.seq)
                                try await outbox.sent(mail)
                            }
                        }
                        return told
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            var rest: [Int64] = []
            while let mail = try await outbox.take(1).first {
                rest.append(mail.seq)
                try await outbox.sent(mail)
            }
            #expect((told + rest).sorted() == Array(1...60))
        }
    }

    @Test func `a follower whose mails were forgotten waits for new ones`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([1], of: id, for: key, in: city)
            try await city.execute("UPDATE outbox SET created_at = created_at - interval '8 days'")
            #expect(try await city.outbox.forgetOld(limit: 9) == 1)
            #expect(try await city.outbox.take(9).isEmpty)
            #expect(try await city.database.count("follower WHERE due_at IS NULL AND taken IS NULL") == 1)
            try await put([2], of: id, for: key, in: city)
            #expect(events(try await city.outbox.take(9)) == [[2]])
        }
    }

    @Test func `what nobody could send for a week is forgotten`() async throws {
        try await FollowingCity.with { city in
            let id = try await city.town.city.submit()
            let key = try await city.follow(.request(id))
            try await put([1, 2], of: id, for: key, in: city)
            try await city.execute("UPDATE outbox SET created_at = created_at - interval '8 days' WHERE seq = 1")
            #expect(try await city.outbox.forgetOld(limit: 9) == 1)
            #expect(events(try await city.outbox.take(9)) == [[2]])
        }
    }
}
