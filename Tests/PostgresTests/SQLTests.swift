import Testing

@testable import Postgres

@Suite struct SQLTests {
    @Test func `values become numbered placeholders`() {
        let sql: SQL = "SELECT \(1), \("two"), \(Int?.none) WHERE \([true])"
        #expect(sql.text == "SELECT $1, $2, $3 WHERE $4")
        #expect(sql.bindCount == 4)
        #expect(sql.binds.types == [20, 25, 20, 1000])
    }

    @Test func `pieces are joined and renumbered`() async throws {
        let filter: SQL = "a = \("x") AND cost = '$1' AND b = \(2)"
        let sql: SQL = "SELECT \(1) WHERE \(filter) OR c = \(3)"
        // '$1' in a literal is text and stays.
        #expect(sql.text == "SELECT $1 WHERE a = $2 AND cost = '$1' AND b = $3 OR c = $4")
        let long = SQL(unescaped: "SELECT ").appending("\(10)").appending(", ").appending("\("é")").appending(", \(30)")
        #expect(long.text == "SELECT $1, $2, $3")
        let row = try await withConnection { connection in
            try await connection.first(long) { try $0.decode(Int.self, String.self, Int.self) }
        }
        #expect(row?.0 == 10)
        #expect(row?.1 == "é")
        #expect(row?.2 == 30)
    }

    @Test func `more than nine values keep their numbers when joined`() async throws {
        var sql: SQL = "SELECT ARRAY[\(0)"
        for n in 1...30 { sql.append(", \(n)") }
        sql.append("] || \(Array(31...40))")
        let all = try await withConnection { [sql] connection in
            try await connection.first(sql) { try $0.decode([Int].self) }
        }
        #expect(all == Array(0...40))
    }

    @Test(arguments: ["'; DROP TABLE x; --", "$1", "\\", "\"", "') OR ('1'='1", "E'\\'", "/*", "--", "$$"])
    func `a value never becomes part of the text`(value: String) async throws {
        let sql: SQL = "SELECT \(value), count(*) FROM pg_class WHERE relname = \(value)"
        #expect(!sql.text.contains(value) || value == "$1")
        let row = try await withConnection { try await $0.first(sql) { try $0.decode(String.self, Int.self) } }
        #expect(row?.0 == value)
        #expect(row?.1 == 0)
    }

    @Test(arguments: ["plain", "with space", "with \"quotes\"", "\"; DROP TABLE x; --", "ż"])
    func `names are quoted`(name: String) async throws {
        let found = try await withConnection { connection in
            try await connection.script("CREATE TEMP TABLE \(SQL.quoted(name)) (n int)")
            return try await connection.first("SELECT count(*) FROM \(identifier: name)") { try $0.decode(Int.self) }
        }
        #expect(found == 0)
    }

    @Test func `description shows neither text nor values`() {
        let sql: SQL = "SELECT secret FROM x WHERE y = \("Jane")"
        #expect("\(sql)" == "SQL with 1 values")
        #expect(!String(reflecting: sql).contains("Jane"))
    }
}
