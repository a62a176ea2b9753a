import Foundation
import Postgres
import TestSupport
import Testing

@testable import dispatch311

/// The commands that need a server, against one that runs as a child.
@Suite struct ServerCommandTests {
    private static let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder]

    private static func database(_ database: TestDatabase) -> [String] {
        let configuration = database.configuration
        return [
            "--database",
            "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) dbname=\(configuration.database ?? "") "
                + "user=\(configuration.user ?? "")",
        ]
    }

    private struct Started: Decodable { let url: String }

    private static func serve(_ database: [String]) async throws -> (server: Program.Running, url: String) {
        let server = try Program.start(["serve", "--port", "0", "--json"] + folders + database)
        let line = try await server.firstLine()
        return (server, try JSONDecoder().decode(Started.self, from: Data(line.utf8)).url)
    }

    @Test func `requests are replayed, worked and proven, and the server stops in order`() async throws {
        try await TestDatabase.with { test in
            let database = Self.database(test)
            let (server, url) = try await Self.serve(database)
            try await Scratch.with { scratch in
                let table = try scratch.file(
                    "t.csv",
                    """
                    unique_key,agency,complaint_type,descriptor,latitude,longitude
                    1,WORKS,pothole,,10.01,20.005
                    2,WORKS,Street Condition,,10.01,20.005
                    3,WORKS,pothole,,10.01,20.015
                    4,PARKS,pothole,,11,21
                    5,PARKS,dragon,,10.01,20.005

                    """
                )
                let replay = ["replay", table, "--url", url, "--json", "--run", "a"]
                let first = try await Program.start(replay).end()
                #expect(first.code == Ending.findings.rawValue)
                #expect(!first.errors.contains("404 404") && !first.errors.contains("404: 404"))
                #expect(
                    first.output.hasPrefix(
                        "{\"accepted\":3,\"agreement\":0.666667,\"p50_ms\":"
                    )
                )
                #expect(first.output.contains("\"refused\":2,\"repeated\":0,\"run\":\"a\""))
                #expect(first.output.contains("\"sent\":5"))
                let again = try await Program.start(replay).end()
                #expect(again.output.contains("\"repeated\":3"))

                let broken = try scratch.file("b.csv", "service_code,lat,long\npothole,10.01,20.005\n\"pot")
                let cut = try await Program.start(["replay", broken, "--url", url, "--json", "--run", "b"]).end()
                #expect(cut.code == Ending.findings.rawValue)
                #expect(cut.output.contains("\"run\":\"b\""))
                #expect(cut.errors.contains("line 3") && cut.errors.contains("--run b"))
                let secure = try await Program.run(
                    "replay",
                    table,
                    "--url",
                    url.replacing("http://", with: "https://")
                )
                #expect(secure.code == Ending.unreachable.rawValue)
                #expect(secure.errors.contains("the server does not speak TLS here"))

                let keyFile = scratch.path("works.key")
                let made = try await Program.start(
                    ["key", "create", "--department", "works", "--out", keyFile] + database
                ).end()
                #expect(made.code == 0)
                #expect(made.output.isEmpty)
                let second = try await Program.start(
                    ["key", "create", "--department", "works", "--out", keyFile] + database
                ).end()
                #expect(second.code == Ending.usage.rawValue)
                let keys = try await Program.start(["key", "list", "--json"] + database).end()
                #expect(keys.output.split(separator: "\n").count == 1)
                let mode = try FileManager.default.attributesOfItem(atPath: keyFile)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                try await Self.work(url: url, keyFile: keyFile)

                let unknown = try await Program.start(
                    ["key", "create", "--department", "wroks"] + database
                ).end()
                #expect(unknown.code == Ending.usage.rawValue)
                #expect(unknown.errors.contains("There are: works, parks, police, triage"))
                try await Self.rotate(database, in: scratch)
            }
            let verified = try await Program.start(["verify", "--json"] + database).end()
            #expect(verified.code == 0)
            #expect(verified.output.contains("\"breaches\":[]"))
            #expect(verified.output.contains("\"service_requests\":3"))

            kill(server.process.processIdentifier, SIGTERM)
            let stopped = try await server.end()
            #expect(stopped.code == 0)
        }
    }

    private struct Listed: Decodable {
        let prefix: String
        let scopes: [String]
        let expires_at: String?
        let replaces: String?
    }

    /// A key with scopes of its own, rotated, and not twice.
    private static func rotate(_ database: [String], in scratch: Scratch) async throws {
        let scopes = ["--scope", "read", "--scope", "supervise", "--expires-days", "10"]
        let made = try await Program.start(["key", "create", "--department", "parks", "--json"] + scopes + database)
            .end()
        let first = try JSONDecoder().decode(Listed.self, from: Data(made.output.utf8))
        #expect(first.scopes == ["read", "supervise"])
        let list = try await Program.start(["key", "list"] + database).end()
        #expect(list.output.contains("ends in 9 days") && list.output.contains("read supervise"))
        #expect(list.errors.contains("Within 14 days 1 key will stop working: \(first.prefix) of parks"))

        let rotate = ["key", "rotate", first.prefix, "--overlap", "2d"]
        let file = scratch.path("parks.key")
        let rotated = try await Program.start(rotate + ["--out", file] + database).end()
        #expect(rotated.code == 0 && rotated.errors.contains("replaces \(first.prefix), which works until"))
        let again = try await Program.start(rotate + database).end()
        #expect(again.code == Ending.findings.rawValue)
        let second = try #require(
            try scratch.text("parks.key").split(separator: "_").dropFirst().first.map(String.init)
        )
        #expect(again.errors.contains("dispatch311 key rotate \(second) rotates on"))
        let early = try await Program.start(["key", "rotate", second] + database).end()
        #expect(early.code == Ending.findings.rawValue)
        #expect(early.errors.contains("dispatch311 key revoke \(first.prefix) ends it now"))
        #expect(try await Program.start(["key", "revoke", first.prefix] + database).end().code == 0)
        #expect(try await Program.start(["key", "rotate", second, "--overlap", "0d"] + database).end().code == 0)
        for overlap in ["7", "d", "91d", "-1d", "1w"] {
            let refused = try await Program.start(["key", "rotate", second, "--overlap=\(overlap)"] + database).end()
            #expect(refused.code == Ending.usage.rawValue, "\(overlap)")
        }
        let strange = try await Program.start(["key", "create", "--department", "parks", "--scope", "all"] + database)
            .end()
        #expect(strange.code == Ending.usage.rawValue)
        #expect(strange.errors.contains("--scope: expected one of read, work, move, supervise, found \"all\""))
    }

    /// A worker's shift at the command line.
    private static func work(url: String, keyFile: String) async throws {
        let key = ["--url", url, "--key-file", keyFile]
        let list = try await Program.start(["queue", "list"] + key).end()
        #expect(list.code == 0)
        #expect(list.output.contains("total"))
        let claim = try await Program.start(["queue", "claim", "works", "--limit", "5", "--json"] + key).end()
        let claimed = try JSONDecoder().decode(ClaimedWork.self, from: Data(claim.output.utf8))
        let lease = try #require(claimed.lease)
        #expect(claimed.items.count == 2)
        let items = claimed.items.map { String($0.item) }
        let accepted = try await Program.start(["queue", "accept", "--lease", lease, items[0]] + key).end()
        #expect(accepted.output == "\(items[0]) ok\n")
        let completed = try await Program.start(["queue", "complete", items[0], "--note", "Filled."] + key).end()
        #expect(completed.output == "\(items[0]) ok\n")
        let released = try await Program.start(["queue", "release", "--lease", lease, items[1]] + key).end()
        #expect(released.output == "\(items[1]) ok\n")
        let late = try await Program.start(["queue", "complete", items[1], "--lease", lease] + key).end()
        #expect(late.code == Ending.findings.rawValue)
        #expect(late.output.contains("\(items[1]) stale"))
        let again = try await Program.start(["queue", "claim", "works", "--json"] + key).end()
        let next = try JSONDecoder().decode(ClaimedWork.self, from: Data(again.output.utf8))
        let held = ["--lease", try #require(next.lease), items[1]] + key
        let own = try await Program.start(["queue", "hand-over", "--to", "works", "--reason", "x"] + held).end()
        #expect(own.code == Ending.usage.rawValue)
        #expect(own.errors.contains("another department than your own"))
        let declined = try await Program.start(["queue", "decline", "--reason", "no offer"] + held).end()
        #expect(declined.code == Ending.findings.rawValue)
        #expect(declined.output.contains("\(items[1]) stale"))
        let offered = try await Program.start(["queue", "hand-over", "--to", "parks", "--reason", "a tree"] + held)
            .end()
        #expect(offered.output == "\(items[1]) ok\n", "\(offered.errors)")
        let closed = try await Program.start(
            ["queue", "hand-over", items[0], "--to", "triage", "--reason", "whose?"] + key
        ).end()
        #expect(closed.output.contains("\(items[0]) stale"))
        let strange = try await Program.start(["queue", "claim", "parks"] + key).end()
        #expect(strange.code == Ending.usage.rawValue)
    }

    @Test func `doctor ends with 1 where the tables are missing, and with 0 after migrate`() async throws {
        try await TestDatabase.with { test in
            try await test.pool.execute("DROP TABLE schema_migration")
            try await test.pool.execute("DROP SCHEMA public CASCADE")
            try await test.pool.execute("CREATE SCHEMA public")
            let database = Self.database(test)
            let options = ["--port", "0"] + Self.folders + database
            let before = try await Program.start(["doctor"] + options).end()
            #expect(before.code == Ending.findings.rawValue)
            #expect(before.output.contains("✗ Tables"))
            let plan = try await Program.start(["migrate", "--plan"] + database).end()
            #expect(plan.output.contains("CREATE TABLE"))
            #expect(try await Program.start(["migrate"] + database).end().code == 0)
            let after = try await Program.start(["doctor", "--plain"] + options).end()
            #expect(after.code == 0, "\(after.output)")
            #expect(after.output.contains("ok   Tables") && after.output.contains("ok   Leaflet"))
            let without = try await Program.start(["doctor", "--leaflet", "/nowhere"] + options).end()
            #expect(without.code == Ending.findings.rawValue)
            #expect(without.output.contains("no leaflet.min.js and leaflet.css in /nowhere; maps stay pictures"))
            #expect(after.output.contains("ok   Mail") && after.output.contains("ok   Sign-in"))
            let provider = ["--openid-issuer", "http://127.0.0.1:1", "--openid-client-id", "d"]
            let away = try await Program.start(["doctor", "--plain"] + options + provider).end()
            #expect(away.code == Ending.findings.rawValue)
            #expect(away.output.contains("FAIL Sign-in     http://127.0.0.1:1: discovery: expected an answer"))
            for mail in [
                ["--mail-from", "city@example.net", "--sendmail", "/no/such/sendmail"],
                ["--mail-from", "city@example.net", "--sendmail", "/bin/true", "--origin", "http://311.example.net"],
            ] {
                let ended = try await Program.start(["doctor", "--plain"] + options + mail).end()
                #expect(ended.code == Ending.findings.rawValue)
                #expect(ended.output.contains("FAIL Mail"), "\(ended.output)")
            }
        }
    }

    @Test func `doctor says of each city whether mail can be sent, as the server would find it`() async throws {
        let two = try TwoCities()
        let file = URL(filePath: two.catalogFolder + "/tiny/jurisdiction.yml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("hosts: [tiny.example]", with: "").write(to: file, atomically: true, encoding: .utf8)
        let mail = ["--mail-from", "city@example.net", "--sendmail", "/bin/true"]
        let origin = ["--origin", "https://311.example.net"]
        let both = ["--catalog", two.catalogFolder, "--geodata", two.geodataFolder]
        let unknown = "FAIL Mail        tiny: nobody is written to"
        try await TestDatabase.with { test in
            for (options, found) in [
                (Self.folders, [unknown]),
                (Self.folders + origin, ["ok   Mail        tiny: by /bin/true; links name https://311.example.net"]),
                (
                    both + origin,
                    [unknown, "ok   Mail        harbor: by /bin/true; links name https://harbor.example"]
                ),
                (both + ["--jurisdiction", "harbor"], ["ok   Mail        harbor: by /bin/true"]),
            ] {
                let all = ["doctor", "--plain", "--port", "0"] + options + mail + Self.database(test)
                let output = try await Program.start(all).end().output
                for line in found { #expect(output.contains(line), "\(output)") }
                #expect(output.matches(of: #/(ok  |FAIL) Mail /#).count == found.count, "\(output)")
            }
        }
    }

    @Test func `doctor says which entries have no secret, and its help names all it looks at`() async throws {
        try await TestDatabase.with { test in
            let options = ["doctor", "--plain", "--port", "0"] + Self.folders + Self.database(test)
            try await Scratch.with { scratch in
                let none = try await Program.start(options).end()
                #expect(none.code == 0)
                let told = "tiny: status: true and no secret: parking-fine"
                #expect(none.output.contains("ok   Elsewhere   \(told)"), "\(none.output)")
                try FileManager.default.createDirectory(
                    atPath: scratch.path("secrets/tiny"),
                    withIntermediateDirectories: true
                )
                let secrets = options + ["--elsewhere-secrets", scratch.path("secrets")]
                let missing = try await Program.start(secrets).end()
                #expect(missing.code == Ending.findings.rawValue)
                #expect(missing.output.contains("FAIL Elsewhere   \(told)"), "\(missing.output)")
                #expect(missing.output.contains("secrets/tiny/parking-fine"))
                let secret = try scratch.file("secrets/tiny/parking-fine", "short")
                #expect(try await Program.start(secrets).end().output.contains("found a shorter one"))
                try Data(String(repeating: "s", count: 32).utf8).write(to: URL(filePath: secret))
                let whole = try await Program.start(secrets).end()
                #expect(whole.code == 0)
                #expect(whole.output.contains("tiny: a secret for each of 1 entry with status: true"))

                let help = try await Program.start(["doctor", "--help"]).end().output.lowercased()
                let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                for line in whole.output.split(separator: "\n") where line.hasPrefix("ok   ") {
                    let name = String(line.dropFirst(5).prefix(12)).trimmingCharacters(in: .whitespaces).lowercased()
                    #expect(words.contains(name), "\(name)")
                }
            }
        }
    }

    @Test func `doctor says where photos are kept, what draws them, and that they cannot be kept in a file`()
        async throws
    {
        try await TestDatabase.with { test in
            let options = ["doctor", "--plain", "--port", "0"] + Self.folders + Self.database(test)
            let none = try await Program.start(options).end()
            #expect(none.output.contains("no folder is named, so none are taken"))
            #expect(none.output.contains("vips") && none.output.contains("draws them"))
            let place = FileManager.default.temporaryDirectory.appending(path: "doctor-photos-\(UUID().uuidString)")
            try Data().write(to: place)
            defer { try? FileManager.default.removeItem(at: place) }
            let bad = try await Program.start(options + ["--photos", place.path]).end()
            #expect(bad.code == Ending.findings.rawValue)
            #expect(bad.output.contains("Name a folder this user may write to with --photos DIR."))
            let later = try await Program.start(options + ["--photos", place.path + "-later"]).end()
            #expect(later.code == 0 && later.output.contains("no folder yet at"))
        }
    }
}
