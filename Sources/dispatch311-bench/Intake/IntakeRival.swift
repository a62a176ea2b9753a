import Postgres
import ServiceRequests
import Store

/// pgbench storing the very same rows one by one, in the same tables of the same server.
struct IntakeRival: Sendable {
    /// A way to write the statement.
    struct Form: Sendable {
        let name: String
        let script: String
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
        let script = TextTemplate(PackageResources.rival_insert_pgbench)
            .filled(["jurisdiction": jurisdiction.number, "rows": rows])
        try await database.run(PackageResources.rival_function_sql, ["jurisdiction": jurisdiction.number])
        forms = [
            Form(name: "one statement", script: script),
            Form(name: "a function", script: "\\set n random(1, \(rows))\nSELECT bench_store(:n);\n"),
        ]
    }

    /// The best of the forms and numbers of clients, each tried for some seconds.
    func best(seconds: Int, _ tell: (String) -> Void) async throws -> (form: Form, clients: Int) {
        var best: (form: Form, clients: Int, rate: Double)?
        for form in forms {
            for clients in [1, 2, 4, 8, 16, 32, 64] {
                let rate = try await self.rate(form, clients: clients, seconds: seconds)
                tell("pgbench, \(form.name), \(clients) clients: \(Int(rate)) rows/s")
                if rate > best?.rate ?? 0 { best = (form, clients, rate) }
            }
        }
        guard let best else { throw BenchError("expected a rate of pgbench, found none") }
        return (best.form, best.clients)
    }

    /// Rows a second.
    func rate(_ form: Form, clients: Int, seconds: Int) async throws -> Double {
        try await PgBench(database: database, folder: folder, clients: clients)
            .run([form.script], for: .seconds(seconds)).perSecond
    }
}
