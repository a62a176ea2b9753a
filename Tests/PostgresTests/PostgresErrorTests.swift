import Testing

@testable import Postgres

@Suite struct PostgresErrorTests {
    private static let table = """
        CREATE TEMP TABLE place (
            id bigint CONSTRAINT place_once PRIMARY KEY,
            name text CONSTRAINT place_named NOT NULL,
            size bigint CONSTRAINT place_is_small CHECK (size < 10),
            parent bigint CONSTRAINT place_has_parent REFERENCES place
        );
        INSERT INTO place VALUES (1, 'one', 1, NULL)
        """

    private static let refusals: [(String, SQLState, String?)] = [
        ("INSERT INTO place VALUES (1, 'two', 1, NULL)", .uniqueViolation, "place_once"),
        ("INSERT INTO place VALUES (2, 'two', 11, NULL)", .checkViolation, "place_is_small"),
        ("INSERT INTO place VALUES (2, 'two', 1, 77)", .foreignKeyViolation, "place_has_parent"),
        ("INSERT INTO place VALUES (2, NULL, 1, NULL)", .notNullViolation, nil),
        ("SELECT * FROM nowhere", .undefinedTable, nil),
        ("SELECT nothing FROM place", .undefinedColumn, nil),
        ("SELEKT 1", .syntaxError, nil),
        ("SELECT 'x'::text::bigint", .invalidTextRepresentation, nil),
        ("SELECT 30000::bigint::smallint * 2000000000 * 2000000000000", .numericValueOutOfRange, nil),
    ]

    @Test(arguments: refusals)
    func `what the server refuses is told apart by code and constraint`(
        sql: String,
        state: SQLState,
        constraint: String?
    ) async throws {
        try await withConnection { connection in
            try await connection.script(Self.table)
            let error = await failure { try await connection.execute(SQL(unescaped: sql)) }
            #expect(error?.code == .server(state))
            #expect(error?.constraint == constraint)
            #expect(error?.violates("place_once") == (constraint == "place_once"))
            #expect(error?.isFateUnknown == false)
            #expect(error?.fileID.hasSuffix("PostgresErrorTests.swift") == true)
            #expect(await connection.isUsable)
        }
    }

    @Test func `a constraint checked at the end of the statement is an error, not a row`() async throws {
        try await withConnection { connection in
            try await connection.script(
                "CREATE TEMP TABLE late (n int CONSTRAINT late_once UNIQUE DEFERRABLE INITIALLY DEFERRED)"
            )
            let error = await failure { try await connection.execute("INSERT INTO late VALUES (\(1)::int), (1)") }
            #expect(error?.violates("late_once") == true)
        }
    }

    @Test func `description names neither statement, data, constraint nor place`() async throws {
        try await withConnection { connection in
            try await connection.script(Self.table)
            let error = await failure {
                try await connection.execute("INSERT INTO place VALUES (1, \("Jane Roe"), 1, NULL)")
            }
            let shown = try #require(error)
            for text in ["\(shown)", String(describing: shown), shown.localizedText] {
                for secret in ["Jane", "INSERT", "place", "key", "postgres", "/tmp"] {
                    #expect(!text.contains(secret), "\(secret) in \(text)")
                }
            }
            let whole = String(reflecting: shown)
            for part in ["23505", "place_once", "INSERT INTO place", "PostgresErrorTests.swift"] {
                #expect(whole.contains(part), "\(part) in \(whole)")
            }
        }
    }

    @Test(arguments: [
        (SQLState.serializationFailure, true), (.deadlockDetected, true), (.lockNotAvailable, true),
        (.adminShutdown, true), (.crashShutdown, true), (.cannotConnectNow, true), (.diskFull, true),
        (.tooManyConnections, true), (.connectionFailure, true), (.uniqueViolation, false), (.undefinedTable, false),
        (.queryCanceled, false), (.invalidPassword, false),
    ])
    func `only what may pass by itself is worth trying again`(state: SQLState, isTransient: Bool) {
        #expect(PostgresError(.server(state), detail: "").isTransient == isTransient)
    }

    @Test func `a lock that is not given up in time is an error worth another try`() async throws {
        let table = uniqueName("locked")
        try await withConnection { holder in
            try await holder.script("CREATE TABLE \(table) (n int)")
            try await holder.script("BEGIN; LOCK TABLE \(table)")
            try await withConnection({ $0.settings["lock_timeout"] = "20ms" }) { other in
                let error = await failure { try await other.execute("SELECT * FROM \(unescaped: table)") }
                #expect(error?.code == .server(.lockNotAvailable))
                #expect(error?.isTransient == true)
            }
            try await holder.script("ROLLBACK; DROP TABLE \(table)")
        }
    }
}

extension PostgresError {
    /// What a careless interpolation of the error as any error shows.
    fileprivate var localizedText: String { "\(self as any Error)" }
}
