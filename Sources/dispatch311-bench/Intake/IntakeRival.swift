import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// pgbench storing the very same rows one by one, in the same tables of the same server.
struct IntakeRival: Sendable {
    /// A way to write the statement.
    struct Form: Sendable {
        let name: String
        let script: String
    }

    /// A form with a number of clients.
    struct Contender: Sendable {
        let form: Form
        let clients: Int

        var name: String { "\(form.name)-\(clients)" }
    }

    private let database: BenchDatabase
    private let folder: String
    /// How many rows there are to choose from.
    let rows: Int
    private let forms: [Form]

    /// Copies the rows that the server has just stored; they hold what its routing decided.
    init(of jurisdiction: JurisdictionRow, in database: BenchDatabase, folder: String) async throws {
        self.database = database
        self.folder = folder
        try await database.run("DROP TABLE IF EXISTS bench_row")
        try await database.run(PackageResources.rival_rows_sql, ["jurisdiction": jurisdiction.number])
        rows = try await database.number("SELECT count(*) FROM bench_row")
        guard rows > 0 else { throw BenchError("expected stored requests to copy, found none") }
        // Keys as the server's process makes them: one prefix, and numbers in order behind it.
        let prefix = UUID().uuidString
        let script = TextTemplate(PackageResources.rival_insert_pgbench)
            .filled(["jurisdiction": jurisdiction.number, "rows": rows, "prefix": prefix])
        try await database.run(PackageResources.rival_function_sql, ["jurisdiction": jurisdiction.number])
        forms = [
            Form(name: "one-statement", script: script),
            Form(
                name: "function",
                script: "\\set n random(1, \(rows))\nSELECT bench_store(:n, '\(prefix)');\n"
            ),
        ]
    }

    /// The best three of the forms and numbers of clients, each tried for some seconds: too short to tell which is best.
    func best(seconds: Int, _ tell: (String) -> Void) async throws -> [Contender] {
        var tried: [(contender: Contender, rate: Double)] = []
        for form in forms {
            for clients in [1, 2, 4, 8, 16, 32, 64] {
                let contender = Contender(form: form, clients: clients)
                let rate = try await self.rate(contender, seconds: seconds)
                tell("tried pgbench/\(contender.name): \(Int(rate)) rows/s")
                tried.append((contender, rate))
            }
        }
        return tried.sorted { $0.rate > $1.rate }.prefix(3).map(\.contender)
    }

    /// Rows a second, after a time to warm up that is not counted: a session plans its statements in it.
    func rate(_ contender: Contender, seconds: Int, warmUp: Int = 1) async throws -> Double {
        try await PgBench(database: database, folder: folder, clients: contender.clients)
            .run([contender.form.script], for: .seconds(seconds), warmUp: warmUp).perSecond
    }
}
