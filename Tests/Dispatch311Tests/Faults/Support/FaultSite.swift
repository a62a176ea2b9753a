import Foundation
import Postgres
import TestSupport
import Testing

@testable import dispatch311

/// A data directory of a test's own, with the servers, replays and questions a fault test needs.
///
/// Whatever runs on it when the test is over is killed.
struct FaultSite {
    let scratch: Scratch
    /// A table of `FaultPlan.rows` service requests that the city takes, all of them.
    let table: String

    /// The form of the table's first row.
    let form: [UInt8]

    var dataDirectory: String { scratch.path("data") }

    /// Lends a site to a test when it is its turn.
    static func with<R>(_ body: (FaultSite) async throws -> R) async throws -> R {
        await Turnstile.machines.enter()
        let result: Result<R, any Error>
        do {
            result = .success(try await lend(body))
        } catch {
            result = .failure(error)
        }
        await Turnstile.machines.leave()
        return try result.get()
    }

    private static func lend<R>(_ body: (FaultSite) async throws -> R) async throws -> R {
        try await Scratch.with { scratch in
            let table = try FaultPlan.table ?? scratch.file("table.csv", madeUp(FaultPlan.rows))
            let site = FaultSite(scratch: scratch, table: table, form: try firstForm(of: table))
            defer {
                if let postmaster = site.postmaster {
                    postmaster.signalAll(SIGKILL)
                    try? FileManager.default.removeItem(atPath: postmaster.socketFolder)
                }
            }
            return try await body(site)
        }
    }

    private static func firstForm(of table: String) throws -> [UInt8] {
        let reader = try TableReader(path: table)
        let row = try #require(try reader.next())
        return try ReplayColumns(in: reader).submission(of: row, run: "", jurisdiction: nil).form
    }

    private static func madeUp(_ count: Int) -> String {
        let places = ["10.01,20.005", "10.01,20.015", "10.01,20.025", "10.01,20.035"]
        let rows = (1...count).map { number in
            "k\(number),\(number.isMultiple(of: 5) ? "fallen-tree" : "pothole"),\(places[number % places.count])"
        }
        return (["unique_key,service_code,latitude,longitude"] + rows).joined(separator: "\n") + "\n"
    }

    // MARK: - Programs

    func serve() async throws -> FaultServer {
        try await FaultServer.start(dataDirectory: dataDirectory)
    }

    /// The same on the port of one that is gone; a call that is on its way elsewhere may have that for a moment.
    func serve(port: Int) async throws -> FaultServer {
        let deadline = ContinuousClock.now + FaultPlan.limit
        while true {
            do {
                return try await FaultServer.start(dataDirectory: dataDirectory, port: port)
            } catch let silent as Program.Silent
                where silent.errors.contains("port \(port) is taken") && ContinuousClock.now < deadline
            {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// A table whose replay is not over before its server is, however late a busy machine lets a test see to that: the
    /// same first rows, and a hundred times as many.
    func longTable() throws -> String {
        try FaultPlan.table ?? scratch.file("long.csv", Self.madeUp(100 * FaultPlan.rows))
    }

    /// Starts a replay; `pace` false sends as fast as it goes, and without a limit all of the table is sent.
    func replay(
        _ run: String,
        of table: String? = nil,
        limit: Int? = FaultPlan.rows,
        to server: FaultServer,
        out: String,
        patience: Int,
        pace: Bool = true
    ) throws -> Program.Running {
        try Program.start(
            [
                "replay", table ?? self.table, "--url", server.url, "--run", run, "--json", "--out",
                scratch.path(out), "--patience", String(patience),
            ] + (limit.map { ["--limit", String($0)] } ?? []) + (pace ? ["--rate", String(FaultPlan.rate)] : [])
        )
    }

    func acknowledged(_ out: String) throws -> Acknowledged { try Acknowledged(scratch.path(out)) }

    /// Expects the database to keep every promise, and to hold this many service requests.
    func expectSound(_ count: Int, _ location: SourceLocation = #_sourceLocation) async throws {
        let verified = try await Program.start(["verify", "--json", "--data-dir", dataDirectory]).end(
            within: FaultPlan.limit
        )
        #expect(verified.code == 0, "\(verified.output) \(verified.errors)", sourceLocation: location)
        #expect(
            verified.output.contains("\"service_requests\":\(count),"),
            "\(verified.output)",
            sourceLocation: location
        )
    }

    /// Expects a server to have failed nobody with 500, and to have told of its troubles without flooding its log.
    func expectCalm(_ server: FaultServer, _ location: SourceLocation = #_sourceLocation) {
        let lines = server.running.errors.split(separator: "\n")
        let faults = lines.filter { $0.contains("http.status=500") || $0.contains("Fatal error") }
        #expect(faults == [], sourceLocation: location)
        #expect(lines.count < 200, "\(lines.suffix(20).joined(separator: "\n"))", sourceLocation: location)
    }

    /// Expects what was acknowledged first to be answered as a repetition with the same id, and nothing to be missing.
    func expectRepeated(
        _ first: Acknowledged,
        in second: Acknowledged,
        of rows: Int = FaultPlan.rows,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(second.ids.count == rows, sourceLocation: location)
        #expect(Set(second.ids.values).count == rows, sourceLocation: location)
        let wrong = first.ids.filter { key, id in second.rows[key] != Acknowledged.Row(id: id, outcome: "repeated") }
        #expect(wrong == [:], sourceLocation: location)
    }

    // MARK: - The database

    var postmaster: Postmaster? { Postmaster(dataDirectory: dataDirectory) }

    /// Waits until a share of the rows is stored.
    func waitForShare(_ share: Double, of rows: Int = FaultPlan.rows) async throws {
        let wanted = Int(Double(rows) * share)
        try await wait("\(wanted) rows to be stored") {
            guard let stored = try? await postmaster?.number("SELECT count(*) FROM service_request") else {
                return false
            }
            return stored >= wanted
        }
    }

    /// Waits for a condition that must come.
    func wait(_ what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + FaultPlan.limit
        var looks = 0
        while try await !condition() {
            looks += 1
            guard looks < 100 || ContinuousClock.now < deadline else { throw NeverCame(what: what) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    struct NeverCame: Error {
        let what: String
    }
}
