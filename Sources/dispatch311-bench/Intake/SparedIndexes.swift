import Postgres

/// Indexes that a side is measured without, to tell what they cost.
struct SparedIndexes: Sendable {
    /// How each is made, in the order they were named.
    private let definitions: [String]
    private let names: [String]

    /// Looks them up; each must be there and serve no constraint, for what a constraint needs cannot be spared.
    init(_ names: [String], in database: BenchDatabase) async throws {
        var definitions: [String] = []
        for name in names {
            let found = try await database.text(
                """
                SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
                 WHERE i.indexrelid = to_regclass(\(name)) AND NOT i.indisunique
                """
            )
            guard let found else {
                throw BenchError("--without-index: expected an index that no constraint needs, found \(name)")
            }
            definitions.append(found)
        }
        (self.names, self.definitions) = (names, definitions)
    }

    /// Measures without them; whatever happens, they are there again afterwards.
    func spared<R: Sendable>(in database: BenchDatabase, _ body: () async throws -> R) async throws -> R {
        try await database.run(names.map { "DROP INDEX \($0)" }.joined(separator: ";\n"))
        let result: Result<R, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        try await database.run(definitions.joined(separator: ";\n"))
        return try result.get()
    }
}
