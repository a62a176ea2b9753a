import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import dispatch311

/// Servers that are killed while they keep a document.
@Suite struct PhotoDeathTests {
    private struct Started: Decodable { let url: String }

    private static func serve(_ database: TestDatabase, photos: String) async throws -> (Program.Running, url: String) {
        let configuration = database.configuration
        let place =
            "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) "
            + "dbname=\(configuration.database ?? "") user=\(configuration.user ?? "")"
        let server = try Program.start([
            "serve", "--port", "0", "--json", "--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder,
            "--database", place, "--photos", photos,
        ])
        let line = try await server.firstLine()
        return (server, try JSONDecoder().decode(Started.self, from: Data(line.utf8)).url)
    }

    /// The form of the details page with a document, which no program has to draw.
    private static func form() -> [UInt8] {
        let fields = ["service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday"]
        var form = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        form += "--b\r\nContent-Disposition: form-data; name=\"documents\"; filename=\"nights.pdf\"\r\n\r\n"
        return Array((form + "%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n\r\n--b--\r\n").utf8)
    }

    private static func send(to url: String) async throws -> ServerAnswer {
        try await ServerClient.using(url: url) { client in
            try await client.post(
                "/report/details",
                form(),
                contentType: "multipart/form-data; boundary=b",
                idempotencyKey: "k",
                patience: .none
            )
        }
    }

    private static func documents(_ folder: String) -> [String] {
        (FileManager.default.subpaths(atPath: folder) ?? []).filter { $0.hasSuffix(".pdf") && $0.hasPrefix("tiny/") }
    }

    /// Makes all files look older than a week.
    private static func age(_ folder: String) throws {
        let date = Date(timeIntervalSinceNow: -8 * 86400)
        for path in documents(folder) {
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder)/\(path)")
        }
    }

    @Test func `a server killed between a document's file and its row leaves a file that the next one removes`()
        async throws
    {
        try await Scratch.with { scratch in
            try await TestDatabase.with { database in
                let folder = scratch.path("photos")
                let (first, url) = try await Self.serve(database, photos: folder)
                _ = try await Self.send(to: url)
                #expect(Self.documents(folder).count == 1)
                let known = Self.documents(folder)
                // The next row takes as long as it takes to kill the server.
                try await database.pool.execute(
                    """
                    CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(600); RETURN NEW; END'
                    """
                )
                try await database.pool.execute(
                    "CREATE TRIGGER stall BEFORE INSERT ON photo FOR EACH ROW EXECUTE FUNCTION stall()"
                )
                async let answer = try? await Self.send(to: url)
                #expect(try await eventually { try await database.count(Self.stalled) == 1 })
                kill(first.process.processIdentifier, SIGKILL)
                _ = try await first.end()
                #expect(await answer == nil)
                _ = try await database.count("(SELECT pg_terminate_backend(pid) FROM \(Self.stalled)) AS ended")
                try await database.pool.execute("DROP TRIGGER stall ON photo")
                #expect(try await database.count("photo") == 1)
                #expect(Self.documents(folder).count == 2)

                try Self.age(folder)
                let (second, _) = try await Self.serve(database, photos: folder)
                // The one that has a row is as old.
                #expect(try await eventually { Self.documents(folder) == known })
                kill(second.process.processIdentifier, SIGTERM)
                #expect(try await second.end().code == 0)
            }
        }
    }

    private static let stalled = "pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
}
