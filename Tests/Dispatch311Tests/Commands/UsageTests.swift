import Foundation
import Testing

@testable import dispatch311

@Suite struct UsageTests {
    @Test(arguments: [
        "demo", "serve", "migrate", "route", "locate", "replay", "queue", "key", "catalog lint", "verify", "doctor",
        "key create", "key list", "key rotate", "key revoke", "client", "client create", "client list", "client revoke",
        "client push",
        "queue list", "queue claim", "queue accept",
        "queue complete", "queue release", "queue hand-over", "queue decline", "catalog publish", "catalog rollback",
        "catalog list",
        "boundaries import", "boundaries lint", "boundaries report", "boundaries diff", "boundaries publish",
        "boundaries move-open", "boundaries rollback", "boundaries list",
    ])
    func `every command has help with an example`(command: String) async throws {
        let words = command.split(separator: " ").map(String.init)
        let ended = try await Program.start(words + ["--help"]).end()
        #expect(ended.code == 0)
        #expect(ended.output.contains("dispatch311 \(command) ") || ended.output.contains("dispatch311 \(command)\n"))
        #expect(ended.output.contains("Example"))
        #expect(ended.errors.isEmpty)
    }

    @Test(arguments: [
        (["queue", "accept", "1"], "--lease <id>"), (["queue", "release", "1"], "--lease <id>"),
        (["queue", "decline", "1"], "--lease <id>"), (["queue", "renew"], "--lease <id>"),
        (["queue", "hand-over", "1", "--to", "parks"], "--reason <text>"),
        (["queue", "accept", "--lease", "x"], "<item> ..."), (["key", "create"], "--department <code>"),
        (["client", "create"], "--name <text>"),
        (["client", "create", "--name", "x", "--per-hour", "0"], "--per-hour"),
        (["client", "push", "--name", "x"], "--address <url>"), (["client", "push", "--end"], "--name <text>"),
        (["client", "push", "--name", "x", "--address", "http://example.org/"], "--address"),
        (["key", "create", "--department", "x", "--expires-days", "0"], "--expires-days"),
    ])
    func `what is missing is told with the command's own usage`(arguments: [String], missing: String) async throws {
        let ended = try await Program.start(arguments).end()
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.errors.contains(missing))
        #expect(ended.errors.contains("Usage: dispatch311 \(arguments[0]) \(arguments[1]) "), "\(ended.errors)")
        #expect(ended.output.isEmpty)
    }

    @Test func `the lease may stand in the environment`() async throws {
        let ended = try await Program.run("queue", "accept", "1", environment: ["DISPATCH311_LEASE": "x"])
        #expect(ended.errors.contains("expected a department's key, found none"))
    }

    @Test func `help lists the exit codes`() async throws {
        let ended = try await Program.run("--help")
        for ending in Ending.allCases { #expect(ended.output.contains("\(ending.rawValue)\t")) }
    }

    @Test(arguments: [
        ["routte"], ["locate"], ["route", "--lat", "1"], ["serve", "--port", "70000"], ["replay"],
        ["locate", "--csv", "no-such-file.csv"], ["serve", "--catalog", "/no/such/folder"],
        ["migrate", "--database", "mysql://x"], ["migrate", "--database", "dbname=x", "--data-dir", "y"],
        ["queue", "list"], ["replay", "x.csv", "--url", "ftp://x"], ["demo", "--count", "0"],
        ["serve", "--mail-from", "nobody"], ["serve", "--origin", "https://x.example/311"],
        ["serve", "--sendmail", "sendmail"], ["serve", "--openid-client-id", "d"],
        ["serve", "--openid-issuer", "https://id.example.gov"],
        ["serve", "--openid-issuer", "http://id.example.gov", "--openid-client-id", "d"],
        [
            "serve", "--openid-issuer", "https://id.example.gov", "--openid-client-id", "d",
            "--openid-client-secret-file", "/no",
        ],
    ])
    func `a wrong call ends with 64 and says why, with nothing on standard output`(arguments: [String]) async throws {
        let ended = try await Program.start(arguments).end()
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.output.isEmpty)
        #expect(!ended.errors.isEmpty)
    }

    @Test(arguments: ["", " ", "a\u{1B}[31mb", "a\nb", "a\u{202E}b"])
    func `a key needs a label that can be read`(label: String) async throws {
        let ended = try await Program.run("key", "create", "--department", "works", "--label", label)
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.errors.contains("--label: expected a text of one line"))
    }

    @Test func `a command that only reads makes no database`() async throws {
        try await Scratch.with { scratch in
            let folder = scratch.path("none")
            let ended = try await Program.run("verify", "--data-dir", folder)
            #expect(ended.code == Ending.unreachable.rawValue)
            #expect(ended.errors.contains("no database in \(folder); dispatch311 serve or demo makes one"))
            #expect(!FileManager.default.fileExists(atPath: folder))
        }
    }

    @Test func `the environment gives options, and the command line wins`() async throws {
        let environment = ["DISPATCH311_PORT": "70000"]
        #expect(try await Program.run("serve", environment: environment).errors.contains("found 70000"))
        let faulty = try await Program.run("serve", environment: ["DISPATCH311_PORT": "many"])
        #expect(faulty.code == Ending.usage.rawValue)
        #expect(faulty.errors.contains("DISPATCH311_PORT: expected a whole number, found \"many\""))
        let both = try await Program.run("serve", "--port", "70001", environment: environment)
        #expect(both.errors.contains("found 70001"))
    }

    @Test func `a server that is not there ends with 69`() async throws {
        try await Scratch.with { scratch in
            let table = try scratch.file("t.csv", "service_code,lat,long\npothole,1,2\n")
            // Nothing can listen on port 1 without being asked to.
            let ended = try await Program.run("replay", table, "--url", "http://127.0.0.1:1")
            #expect(ended.code == Ending.unreachable.rawValue)
            let database = try await Program.run("verify", "--database", "host=127.0.0.1 port=1 dbname=x user=x")
            #expect(database.code == Ending.unreachable.rawValue)
        }
    }
}
