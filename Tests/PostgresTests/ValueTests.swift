import Foundation
import Testing

@testable import Postgres

@Suite struct ValueTests {
    /// Sends a value, lets the server look at it as text, and reads it back.
    private func roundTrip<T: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [T],
        as type: String
    ) async throws {
        try await withConnection { connection in
            for value in values {
                let back = try await connection.first(
                    "SELECT \(value), \(value)::text::\(unescaped: type), pg_typeof(\(value))::text"
                ) { try $0.decode(T.self, T.self, String.self) }
                #expect(back?.0 == value)
                #expect(back?.1 == value)
                #expect(back?.2 == type)
            }
            let null = try await connection.first("SELECT \(T?.none), \(values.first), \(T?.none) IS NULL") {
                try $0.decode(T?.self, T?.self, Bool.self)
            }
            #expect(null?.0 == nil)
            #expect(null?.1 == values.first)
            #expect(null?.2 == true)
        }
    }

    private func roundTripInArrays<T: PostgresEncodable & PostgresDecodable & PostgresArrayElement & Equatable>(
        _ values: [T],
        as type: String
    ) async throws {
        try await roundTrip([values, []], as: "\(type)[]")
        try await roundTrip(
            [values.map(Optional.some) + [nil], [nil], [nil, nil] + values.map(Optional.some)],
            as: "\(type)[]"
        )
    }

    private static let texts = [
        "", "a", "it's \"quoted\" \\ and {braced}, $1", "NULL", "null", " ", "\n\t\r", "Zażółć gęślą jaźń 🕳️",
        "'; DROP TABLE work_item; --", String(repeating: "long ", count: 50_000),
    ]

    @Test func `booleans`() async throws {
        try await roundTrip([true, false], as: "boolean")
        try await roundTripInArrays([true, false], as: "boolean")
    }

    @Test func `integers of every width`() async throws {
        try await roundTrip([0, -1, .min, .max] as [Int16], as: "smallint")
        try await roundTrip([0, -1, .min, .max] as [Int32], as: "integer")
        try await roundTrip([0, -1, .min, .max] as [Int64], as: "bigint")
        try await roundTrip([0, -1, .min, .max] as [Int], as: "bigint")
        try await roundTripInArrays([0, -1, .min, .max] as [Int16], as: "smallint")
        try await roundTripInArrays([0, -1, .min, .max] as [Int32], as: "integer")
        try await roundTripInArrays([0, -1, .min, .max] as [Int64], as: "bigint")
        try await roundTripInArrays([0, -1, .min, .max] as [Int], as: "bigint")
    }

    @Test func `floating point with its infinities`() async throws {
        let values = [0, -0.1, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, 40.712776]
        try await roundTrip(values, as: "double precision")
        try await roundTripInArrays(values, as: "double precision")
        try await withConnection { connection in
            let odd = try await connection.first("SELECT \(Double.nan), 0.5::real") {
                try $0.decode(Double.self, Double.self)
            }
            #expect(odd?.0.isNaN == true)
            #expect(odd?.1 == 0.5)
        }
    }

    @Test func `text of all kinds`() async throws {
        try await roundTrip(Self.texts, as: "text")
        try await roundTripInArrays(Self.texts, as: "text")
    }

    @Test func `bytes`() async throws {
        let values: [[UInt8]] = [[], [0], Array(0...255), Array("text".utf8)]
        try await roundTrip(values, as: "bytea")
        try await withConnection { connection in
            let back = try await connection.first("SELECT \(values), \([[UInt8]]())") {
                try $0.decode([[UInt8]].self, [[UInt8]].self)
            }
            #expect(back?.0 == values)
            #expect(back?.1 == [])
        }
    }

    @Test func `identifiers`() async throws {
        let values = [UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))]
        try await roundTrip(values, as: "uuid")
        try await roundTripInArrays(values, as: "uuid")
    }

    @Test func `instants with infinity as the ends of time`() async throws {
        let values = [
            Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1_790_000_000.123456),
            Date(timeIntervalSince1970: -3_000_000_000.5), .distantFuture, .distantPast,
        ]
        try await roundTrip(values.filter { $0 != values[1] }, as: "timestamp with time zone")
        try await roundTripInArrays(values.filter { $0 != values[1] }, as: "timestamp with time zone")
        try await withConnection { connection in
            let texts = try await connection.query("SELECT v::text FROM unnest(\(values)) AS v") {
                try $0.decode(String.self)
            }
            #expect(
                texts == [
                    "1970-01-01 00:00:00+00", "2026-09-21 14:13:20.123456+00", "1874-12-07 18:39:59.5+00", "infinity",
                    "-infinity",
                ]
            )
            let back = try await connection.first("SELECT \(values[1])") { try $0.decode(Date.self) }
            #expect(abs((back ?? .distantPast).timeIntervalSince(values[1])) < 0.000_001)
            let error = await failure {
                try await connection.execute("SELECT \(Date(timeIntervalSinceReferenceDate: .nan))")
            }
            #expect(error?.code == .decoding)
        }
    }

    @Test func `durations without months`() async throws {
        let values: [Duration] = [.zero, .microseconds(1), .seconds(-90), .seconds(86400 * 400), .milliseconds(1500)]
        try await roundTrip(values, as: "interval")
        try await roundTripInArrays(values, as: "interval")
        try await withConnection { connection in
            let days = try await connection.first("SELECT interval '2 days -1 hour'") { try $0.decode(Duration.self) }
            #expect(days == .seconds(47 * 3600))
            let months = await failure {
                try await connection.first("SELECT interval '1 month'") { try $0.decode(Duration.self) }
            }
            #expect(months?.code == .decoding)
            let endless = await failure { try await connection.execute("SELECT \(Duration.seconds(Int64.max))") }
            #expect(endless?.code == .decoding)
        }
    }

    @Test func `JSON goes in and comes out as text`() async throws {
        try await withConnection { connection in
            let json = JSONText(#"{"a": [1, "two", null]}"#)
            let back = try await connection.first("SELECT \(json), \(json)::text, \(json) ->> 'a', \([json, json])") {
                try $0.decode(JSONText.self, String.self, String.self, [JSONText].self)
            }
            #expect(back?.0 == json)
            #expect(back?.1 == json.text)
            #expect(back?.2 == #"[1, "two", null]"#)
            #expect(back?.3 == [json, json])
            let asText = try await connection.first("SELECT '{\"b\":1}'::json, '{\"b\": 1}'::jsonb") {
                try $0.decode(String.self, String.self)
            }
            #expect(asText?.0 == #"{"b":1}"#)
            #expect(asText?.1 == #"{"b": 1}"#)
            let broken = await failure { try await connection.execute("SELECT \(JSONText("{"))") }
            #expect(broken?.code == .server(.invalidTextRepresentation))
        }
    }

    @Test func `names, enumerations, object ids and transaction ids are read`() async throws {
        try await withConnection { connection in
            try await connection.script("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'glad')")
            let row = try await connection.first(
                """
                SELECT 'x'::name, 'y'::char(3), 'glad'::pg_temp.mood, 4000000000::oid, '12345678901'::xid8,
                    ARRAY['sad','glad']::pg_temp.mood[], 7::smallint, 8::integer
                """
            ) {
                try $0.decode(
                    String.self,
                    String.self,
                    String.self,
                    Int.self,
                    Int64.self,
                    [String].self,
                    Int.self,
                    Int.self
                )
            }
            #expect(row?.0 == "x")
            #expect(row?.1 == "y  ")
            #expect(row?.2 == "glad")
            #expect(row?.3 == 4_000_000_000)
            #expect(row?.4 == 12_345_678_901)
            #expect(row?.5 == ["sad", "glad"])
            #expect(row?.6 == 7)
            #expect(row?.7 == 8)
        }
    }

    @Test func `another type, NULL, and a wrong number of columns are refused with the column's name`() async throws {
        try await withConnection { connection in
            let calls: [(SQL, @Sendable (borrowing Row) throws -> Void, String)] = [
                (
                    "SELECT 'x' AS word", { _ = try $0.decode(Int.self) },
                    "column word: expected a column that can be read as Int"
                ),
                ("SELECT 5::bigint AS big", { _ = try $0.decode(Int32.self) }, "found type bigint"),
                ("SELECT 1.5 AS price", { _ = try $0.decode(Double.self) }, "numeric (cast it"),
                (
                    "SELECT NULL::text AS gone", { _ = try $0.decode(String.self) },
                    "column gone: expected String, found NULL"
                ),
                ("SELECT ARRAY[1, NULL] AS holes", { _ = try $0.decode([Int].self) }, "expected Int, found NULL"),
                ("SELECT ARRAY[[1], [2]] AS table_", { _ = try $0.decode([Int].self) }, "column table_"),
                ("SELECT 1, 2", { _ = try $0.decode(Int.self) }, "expected 1 columns, found 2"),
                ("SELECT 1", { _ = try $0.decode(Int.self, Int.self) }, "expected more than 1 columns"),
                ("SELECT 1 AS a", { _ = try $0.decode("b", as: Int.self) }, "expected a column b, found a"),
            ]
            for (sql, decode, words) in calls {
                let error = await failure { try await connection.first(sql, decode) }
                #expect(error?.code == .decoding)
                #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "nothing")")
                #expect(error?.fileID.hasSuffix("ValueTests.swift") == true)
            }
            #expect(await connection.isUsable)
        }
    }

    @Test func `columns are found by name`() async throws {
        try await withConnection { connection in
            let row = try await connection.first("SELECT 1::bigint AS number, NULL::text AS name") { row in
                (try row.decode("name", as: String?.self), try row.decode("number", as: Int.self))
            }
            #expect(row?.0 == nil)
            #expect(row?.1 == 1)
        }
    }

    @Test func `an error of the caller's own decoding says what it was`() async throws {
        struct NotOurs: Error {}
        try await withConnection { connection in
            let error = await failure { try await connection.query("SELECT 1") { _ -> Int in throw NotOurs() } }
            #expect(error?.code == .decoding)
            #expect(error?.detail.contains("NotOurs") == true)
        }
    }

    @Test func `U+0000 is refused before anything is sent`() async throws {
        try await withConnection { connection in
            for sql: SQL in [
                "SELECT \("a\0b")", "SELECT \(["ok", "a\0b"])", "SELECT \(JSONText("\"\0\""))", "SELECT 1 \0",
            ] {
                let error = await failure { try await connection.execute(sql) }
                #expect(error?.code == .decoding)
                #expect(error?.detail.contains("U+0000") == true)
                #expect(error?.isFateUnknown == false)
            }
            let error = await failure { try await connection.script("SELECT 1; \0") }
            #expect(error?.code == .decoding)
            let fine = try await connection.first("SELECT 1") { try $0.decode(Int.self) }
            #expect(fine == 1)
        }
    }

    @Test func `five megabytes of text, twenty thousand rows, ten thousand elements`() async throws {
        try await withConnection { connection in
            let text = String(repeating: "0123456789", count: 500_000) + "ż"
            let back = try await connection.first("SELECT \(text), length(\(text))") {
                try $0.decode(String.self, Int.self)
            }
            #expect(back?.0 == text)
            #expect(back?.1 == 5_000_001)
            let rows = try await connection.query("SELECT n, md5(n::text) FROM generate_series(1, \(20_000)) AS n") {
                try $0.decode(Int.self, String.self)
            }
            #expect(rows.count == 20_000)
            #expect(rows.map(\.0) == Array(1...20_000))
            #expect(rows.last?.1.count == 32)
            let elements = (0..<10_000).map { "element \($0)" }
            let array = try await connection.first("SELECT \(elements), \(Array(0..<10_000))") {
                try $0.decode([String].self, [Int].self)
            }
            #expect(array?.0 == elements)
            #expect(array?.1 == Array(0..<10_000))
        }
    }
}
