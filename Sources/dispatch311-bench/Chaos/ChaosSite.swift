import Glibc
import NIOCore
import Postgres
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Everything that runs in a run: two servers with a proxy before each, workers, and who submits.
final class ChaosSite: Sendable {
    let plan: Plan
    let database: ChaosDatabase
    let servers: [ChaosServer]
    let proxies: [CuttingProxy]
    let client = ChaosClient(connections: 4, timeout: .seconds(10))
    /// The path of dispatch311.
    let program: String
    /// The path of this program, which the load is as well.
    let own: String
    /// The load by name.
    let children = Mutex<[String: ChaosProcess]>([:])

    static let workers = ["w0", "w1", "w2"]
    static let submitter = "submit"

    private init(plan: Plan, servers: [ChaosServer], proxies: [CuttingProxy], program: String, own: String) {
        self.plan = plan
        self.servers = servers
        self.proxies = proxies
        self.program = program
        self.own = own
        database = ChaosDatabase(dataDirectory: plan.folder.data)
    }

    /// How many connections the proxies have cut.
    var cuts: Int { proxies.map(\.plan.cuts).reduce(0, +) }

    /// Prepares a run; nothing runs yet.
    static func prepare(_ plan: Plan) async throws -> ChaosSite {
        try plan.folder.make()
        let own = try OwnProgram.path()
        let program = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/dispatch311"
        guard access(program, X_OK) == 0 else {
            throw BenchError("expected the program at \(program), found none: build it, as Scripts/chaos does")
        }
        var servers: [ChaosServer] = []
        var proxies: [CuttingProxy] = []
        for number in 0..<2 {
            let server = try ChaosServer(number: number, program: program, folder: plan.folder, city: plan.city)
            servers.append(server)
            let cuts = CutPlan(seed: plan.seed, "\(number)")
            proxies.append(try await CuttingProxy.open(before: server.port, cuts))
        }
        return ChaosSite(plan: plan, servers: servers, proxies: proxies, program: program, own: own)
    }

    /// Starts the servers on a new database and makes a key for each department.
    func open() async throws {
        for server in servers {
            try server.start()
            // One after the other: the first makes the database.
            try await server.waitUntilReady(client, within: .seconds(120))
        }
        let isAsynchronous = plan.isAsynchronous
        try await database.with { connection in
            // Little log, so that a small disk is not filled by it.
            try connection.execute("ALTER SYSTEM SET max_wal_size = '192MB'")
            try connection.execute("ALTER SYSTEM SET min_wal_size = '64MB'")
            if isAsynchronous { try connection.execute("ALTER SYSTEM SET synchronous_commit = off") }
            try connection.execute("SELECT pg_reload_conf()")
        }
        for department in ChaosCity.departments {
            let key = plan.folder.key(of: department)
            let made = try ChaosProcess(
                [program, "key", "create", "--department", department, "--out", key, "--data-dir", plan.folder.data],
                log: plan.folder.logs + "/keys"
            )
            guard await made.end(within: .seconds(60)) == 0 else {
                throw BenchError(
                    "expected a key of \(department), found: \(plan.folder.text(plan.folder.logs + "/keys"))"
                )
            }
            // A file of one line.
            let text = plan.folder.text(key).split(whereSeparator: \.isNewline).first ?? ""
            try Data(text.utf8).write(to: URL(filePath: key))
        }
    }
}
