import Foundation
import Postgres
import Store
import TestSupport
import Testing

@Suite struct APIKeysTests {
    @Test func `a key is recognised, and only its hash is in the database`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let key = try await keys.create(department: "works", label: "trucks", in: jurisdiction)
            let holder = try #require(try await keys.holder(of: key.text))
            #expect(holder == APIKeyHolder(jurisdiction: "tiny", department: "works", prefix: key.prefix))
            let stored = try await database.pool.first(
                "SELECT row_to_json(api_key)::text FROM api_key"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(stored?.contains(key.prefix) == true)
            #expect(stored?.contains(key.text.suffix(52)) == false)
        }
    }

    @Test func `a revoked key and one past its time are nobody's`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let revoked = try await keys.create(department: "works", label: "a", in: jurisdiction)
            #expect(try await keys.revoke(prefix: revoked.prefix, in: jurisdiction))
            #expect(try await keys.revoke(prefix: revoked.prefix, in: jurisdiction) == false)
            let past = try await keys.create(
                department: "works",
                label: "b",
                in: jurisdiction,
                expiresIn: .milliseconds(-1)
            )
            #expect(try await keys.holder(of: revoked.text) == nil)
            #expect(try await keys.holder(of: past.text) == nil)
            #expect(try await keys.list(in: jurisdiction).count == 2)
        }
    }

    @Test func `a rotated key has a successor of its kind, and its own end`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let old = try await keys.create(
                department: "works",
                label: "trucks",
                in: jurisdiction,
                scopes: [.read, .supervise],
                expiresIn: .seconds(30 * 86_400)
            )
            guard
                case .rotated(let new, let row, let oldEnds) = try await keys.rotate(
                    prefix: old.prefix,
                    overlap: .seconds(86_400),
                    in: jurisdiction
                )
            else {
                Issue.record("not rotated")
                return
            }
            #expect(try await keys.holder(of: old.text)?.department == "works")
            #expect(try await keys.holder(of: new.text)?.scopes == [.read, .supervise])
            #expect(row.label == "trucks" && row.replaces == old.prefix)
            let rows = try await keys.list(in: jurisdiction)
            let first = try #require(rows.first { $0.prefix == old.prefix })
            #expect(first.expiresAt == oldEnds)
            #expect(abs(oldEnds.timeIntervalSince(first.createdAt) - 86_400) < 60)
            #expect(abs(try #require(row.expiresAt).timeIntervalSince(row.createdAt) - 30 * 86_400) < 60)
            // At most two live ones: neither is rotated while the older one lives.
            let again = try await keys.rotate(prefix: old.prefix, overlap: .zero, in: jurisdiction)
            #expect(again == .replaced(by: new.prefix))
            let early = try await keys.rotate(prefix: new.prefix, overlap: .zero, in: jurisdiction)
            #expect(early == .olderLives(prefix: old.prefix, until: oldEnds))
            #expect(try await keys.revoke(prefix: old.prefix, in: jurisdiction))
            guard case .rotated = try await keys.rotate(prefix: new.prefix, overlap: .zero, in: jurisdiction) else {
                Issue.record("not rotated on")
                return
            }
            #expect(try await keys.holder(of: new.text) == nil)
            #expect(try await keys.rotate(prefix: "00000000", overlap: .zero, in: jurisdiction) == .unknown)
            #expect(try await keys.rotate(prefix: new.prefix, overlap: .zero, in: jurisdiction) == .unknown)
        }
    }

    @Test func `of many who rotate one key at once, one does`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let old = try await keys.create(department: "works", label: "a", in: jurisdiction)
            let rotated = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let rotation = try await keys.rotate(
                            prefix: old.prefix,
                            overlap: .seconds(60),
                            in: jurisdiction
                        )
                        if case .rotated = rotation { return true }
                        return false
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(rotated == 1)
            #expect(try await keys.list(in: jurisdiction).count == 2)
        }
    }

    @Test func `use is noted once in a while`() async throws {
        try await TestDatabase.with { database in
            let jurisdiction = try await Jurisdictions(pool: database.pool).open("tiny")
            let keys = APIKeys(pool: database.pool)
            let key = try await keys.create(department: "works", label: "a", in: jurisdiction)
            let other = try await keys.create(department: "works", label: "b", in: jurisdiction)
            func noted() async throws -> [Bool] {
                try await keys.noteUse(of: [("tiny", key.prefix), ("else", other.prefix)], within: .seconds(300))
                return try await database.pool.query("SELECT xmin::text FROM api_key WHERE prefix = \(key.prefix)") {
                    row throws(PostgresError) in
                    try row.decode(String.self)
                }.map { version in
                    defer { last = version }
                    return version != last
                }
            }
            var last = ""
            #expect(try await noted() == [true])
            #expect(try await noted() == [false])
            let rows = try await keys.list(in: jurisdiction)
            #expect(rows.first { $0.prefix == key.prefix }?.lastUsedAt != nil)
            #expect(rows.first { $0.prefix == other.prefix }?.lastUsedAt == nil)
        }
    }

    @Test(arguments: ["", "d311", "d311__", "d311_short_short", "Bearer x", "d311_\u{0}_x"])
    func `what cannot be a key is nobody's`(text: String) async throws {
        #expect(APIKeyText(text) == nil)
    }
}
