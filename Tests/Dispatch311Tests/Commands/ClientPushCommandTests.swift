import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import dispatch311

@Suite struct ClientPushCommandTests {
    private static let secret = "theirs-4711-token"

    private static func said(_ database: TestDatabase) async throws -> [String?] {
        try await database.pool.first("SELECT ARRAY[address, said_jurisdiction, said_key] FROM client_push") {
            row throws(PostgresError) in try row.decode([String?].self)
        } ?? []
    }

    @Test func `the other system's key is shown by no command, and stays until it is taken away`() async throws {
        try await TestDatabase.with { test in
            let configuration = test.configuration
            let database = [
                "--database",
                "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) "
                    + "dbname=\(configuration.database ?? "") user=\(configuration.user ?? "")",
            ]
            let city = try await TestCity(in: test)
            _ = try await Clients(pool: test.pool).makeKey(for: "App", at: .production, in: city.jurisdiction)
            try await Scratch.with { scratch in
                let file = try scratch.file("their-token", "\(Self.secret)\n")
                let name = ["client", "push", "--name", "App"]
                let steps: [(arguments: [String], said: [String?])] = [
                    (
                        name + ["--address", "http://localhost:9/a", "--said-jurisdiction", "2482"]
                            + ["--key-file", file],
                        ["http://localhost:9/a", "2482", Self.secret]
                    ),
                    (name + ["--address", "http://localhost:9/b"], ["http://localhost:9/b", "2482", Self.secret]),
                    (
                        name + ["--address", "http://localhost:9/b", "--said-jurisdiction", ""],
                        ["http://localhost:9/b", nil, Self.secret]
                    ),
                    (["client", "push"], ["http://localhost:9/b", nil, Self.secret]),
                    (["client", "push", "--json"], ["http://localhost:9/b", nil, Self.secret]),
                ]
                for step in steps {
                    let ended = try await Program.start(step.arguments + database).end()
                    #expect(ended.code == 0, "\(ended.errors)")
                    #expect(ended.output.contains("localhost:9"))
                    #expect(!(ended.output + ended.errors).contains(Self.secret))
                    #expect(try await Self.said(test) == step.said)
                }
                try await test.pool.execute("UPDATE client_push SET failures = 3, last_failure = 'it answered 500'")
                let doctor = try await Program.start(
                    ["doctor", "--plain", "--port", "0", "--catalog", TinyCity.catalogFolder]
                        + ["--geodata", TinyCity.geodataFolder] + database
                ).end()
                #expect(doctor.output.contains("it answered 500"), "\(doctor.output)\(doctor.errors)")
                #expect(!(doctor.output + doctor.errors).contains(Self.secret))
                let last = name + ["--address", "http://localhost:9/b", "--key-file", ""]
                #expect(try await Program.start(last + database).end().code == 0)
                #expect(try await Self.said(test) == ["http://localhost:9/b", nil, nil])
            }
        }
    }
}
