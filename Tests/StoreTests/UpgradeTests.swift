import Postgres
import Store
import TestSupport
import Testing

@Suite struct UpgradeTests {
    @Test func `decisions of a database from before versions were kept are exempt, later ones are not`() async throws {
        try await TestDatabase.with { database in
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            }
            _ = try await Migrator(Array(Schema.migrations.prefix(1))).migrate(database.configuration)
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script(
                    """
                    INSERT INTO jurisdiction (code, number_key) VALUES ('old', decode(repeat('00', 16), 'hex'));
                    SELECT nextval('event_number') FROM generate_series(1, 7)
                    """
                )
            }
            _ = try await Schema.migrator.migrate(database.configuration)
            _ = try await Jurisdictions(pool: database.pool).open("new")
            let until = try await database.pool.query(
                "SELECT unversioned_until FROM jurisdiction ORDER BY jurisdiction"
            ) { row throws(PostgresError) in try row.decode(Int.self) }
            #expect(until == [7, 0])
        }
    }

    @Test func `what rotated keys were answered belongs to the first of them afterwards`() async throws {
        try await TestDatabase.with { database in
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            }
            _ = try await Migrator(Array(Schema.migrations.prefix(6))).migrate(database.configuration)
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script(
                    """
                    INSERT INTO api_key (jurisdiction, prefix, hash, department, label, replaces)
                    SELECT 1, prefix, sha256(prefix::bytea), 'works', 'x', replaces
                      FROM (VALUES ('one', NULL), ('two', 'one'), ('three', 'two'), ('other', NULL)) AS k (prefix, replaces);
                    INSERT INTO idempotency (jurisdiction, client, key, fingerprint, answer)
                    SELECT 1, client, key, sha256(client::bytea), client
                      FROM (VALUES ('three', 'a'), ('two', 'b'), ('one', 'b'), ('other', 'a'), ('desk:two', 'a'))
                           AS i (client, key)
                    """
                )
            }
            _ = try await Schema.migrator.migrate(database.configuration)
            let records = try await database.pool.query(
                "SELECT client || ' ' || key || ' ' || answer FROM idempotency ORDER BY client, key"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(records == ["desk:two a desk:two", "one a three", "one b one", "other a other", "two b two"])
        }
    }

    @Test func `what waits says for whom afterwards, also when a server from before puts it there`() async throws {
        try await TestDatabase.with { database in
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            }
            _ = try await Migrator(Array(Schema.migrations.prefix(8))).migrate(database.configuration)
            let old: @Sendable (Int) -> String = { seq in
                """
                INSERT INTO ready (jurisdiction, queue, priority, seq)
                SELECT jurisdiction, queue, 2, \(seq) FROM queue
                """
            }
            try await database.pool.withConnection { connection throws(PostgresError) in
                try connection.script(
                    """
                    INSERT INTO queue (jurisdiction, name, department)
                    VALUES (1, 'works', 'works'), (1, 'police', 'police'), (2, 'works', 'highways');
                    \(old(1))
                    """
                )
            }
            _ = try await Schema.migrator.migrate(database.configuration)
            try await database.pool.withConnection { connection throws(PostgresError) in try connection.script(old(2)) }
            let waiting = try await database.pool.query(
                "SELECT seq || ' ' || department FROM ready ORDER BY seq, jurisdiction, department"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(waiting == [1, 2].flatMap { ["\($0) police", "\($0) works", "\($0) highways"] })
        }
    }

    @Test func `what is in quarantine waits in a queue of its own afterwards, and what somebody kept does not`()
        async throws
    {
        try await MovingCity.with { town in
            let kept = try await town.quarantined()
            let point = try await town.quarantined()
            let gap = try await town.city.submit(at: .gap)
            let pool = town.city.database.pool
            _ = try await pool.withConnection { connection throws(PostgresError) in
                try town.moves.keep(kept.id, reason: nil, by: town.triage, on: connection)
            }
            // As a server from before left it.
            try await pool.withConnection { connection throws(PostgresError) in
                try connection.script(
                    """
                    UPDATE ready r SET queue = t.queue FROM queue q, queue t
                     WHERE q.name = 'triage/quarantine' AND t.name = 'triage' AND r.queue = q.queue;
                    UPDATE work_item w SET queue = t.queue FROM queue q, queue t
                     WHERE q.name = 'triage/quarantine' AND t.name = 'triage' AND w.queue = q.queue;
                    DELETE FROM queue WHERE name = 'triage/quarantine'
                    """
                )
            }
            #expect(try await town.legs(point.id) == ["triage waiting hops 0"])
            let migration = try #require(Schema.migrations.first { $0.name == "quarantine" })
            try await pool.transaction { connection throws(PostgresError) in try connection.script(migration.sql) }
            #expect(try await town.legs(point.id) == ["triage/quarantine waiting hops 0"])
            for id in [kept.id, gap] { #expect(try await town.legs(id) == ["triage waiting hops 0"]) }
            #expect(try await town.astray() == [])
        }
    }
}
