import Boundaries
import Postgres

/// PostGIS in the measurement's own PostgreSQL.
struct PostGISSide: Sendable {
    /// Whether it can be measured.
    enum Presence: Sendable {
        case present(PostGISSide)
        /// Why not.
        case absent(String)
    }

    private struct Answer: Sendable {
        let point: Int32
        let numbers: [Int32]
    }

    let database: BenchDatabase
    /// What it is, for the header.
    let settings: [(name: String, value: String)]
    private let pool: PostgresPool

    /// Runs work with it where it is installed.
    static func with(
        _ database: BenchDatabase,
        _ body: @Sendable (Presence) async throws -> Void
    ) async throws {
        let found = try await database.number("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
        guard found > 0 else {
            return try await body(.absent("not installed: Scripts/setup --bench installs postgresql-15-postgis-3"))
        }
        try await database.run("CREATE EXTENSION postgis")
        var configuration = database.configuration
        configuration.statementDeadline = .seconds(1800)
        // One processor against one, and nothing compiled while the time runs.
        let session = ["max_parallel_workers_per_gather": "0", "jit": "off", "work_mem": "256MB"]
        configuration.settings.merge(session) { $1 }
        let pool = PostgresPool(configuration: configuration, size: 1, logger: .bench)
        let result: Result<Void, any Error>
        do {
            let version = try await pool.first(
                "SELECT postgis_lib_version() || ', GEOS ' || postgis_geos_version()"
            ) { row throws(PostgresError) in try row.decode(String.self) }
            let server = try await pool.first("SELECT current_setting('server_version')") {
                row throws(PostgresError) in try row.decode(String.self)
            }
            let settings =
                [(name: "postgis", value: version ?? ""), (name: "postgresql server_version", value: server ?? "")]
                + session.sorted { $0.key < $1.key }.map { (name: "postgresql \($0.key)", value: $0.value) }
            try await body(.present(PostGISSide(database: database, settings: settings, pool: pool)))
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.close()
        try result.get()
    }

    /// Stores points, once without and once with an index.
    func store(_ points: LookupPoints, count: Int) async throws {
        let table = Self.table(of: points)
        let coordinates = points.coordinates.prefix(count)
        try await database.run(
            """
            CREATE UNLOGGED TABLE \(table) (id integer PRIMARY KEY, geom geometry(Point, 4326) NOT NULL)
            """
        )
        let longitudes = coordinates.map(\.longitude)
        let latitudes = coordinates.map(\.latitude)
        let ids = coordinates.indices.map { Int32($0) }
        try await pool.execute(
            """
            INSERT INTO \(identifier: table) (id, geom)
            SELECT id, ST_SetSRID(ST_MakePoint(x, y), 4326)
              FROM unnest(\(ids), \(longitudes), \(latitudes)) AS p (id, x, y) ORDER BY id
            """
        )
        try await database.run(
            """
            CREATE UNLOGGED TABLE \(table)_indexed AS SELECT id, geom FROM \(table);
            CREATE INDEX ON \(table)_indexed USING gist (geom)
            """
        )
        try await database.run("VACUUM ANALYZE \(table)")
        try await database.run("VACUUM ANALYZE \(table)_indexed")
    }

    /// Stores the boundaries of all layers in place of those there were; their geometries are not compressed.
    func store(_ layers: LookupLayers) async throws {
        try await database.run(
            """
            DROP TABLE IF EXISTS boundary, boundary_piece;
            CREATE UNLOGGED TABLE boundary (number integer PRIMARY KEY, geom geometry(MultiPolygon, 4326) NOT NULL);
            ALTER TABLE boundary ALTER COLUMN geom SET STORAGE EXTERNAL
            """
        )
        let boundaries = layers.layers.flatMap(\.boundaries)
        let numbers = boundaries.indices.map { Int32($0) }
        let shapes = boundaries.map { WellKnownBinary.multiPolygon($0.polygons) }
        try await pool.execute(
            """
            INSERT INTO boundary (number, geom)
            SELECT number, ST_GeomFromWKB(shape, 4326) FROM unnest(\(numbers), \(shapes)) AS b (number, shape)
            """
        )
        try await database.run(
            """
            CREATE INDEX ON boundary USING gist (geom);
            CREATE UNLOGGED TABLE boundary_piece (number integer NOT NULL, geom geometry(Geometry, 4326) NOT NULL);
            ALTER TABLE boundary_piece ALTER COLUMN geom SET STORAGE EXTERNAL;
            INSERT INTO boundary_piece (number, geom) SELECT number, ST_Subdivide(geom, 64) FROM boundary;
            CREATE INDEX ON boundary_piece USING gist (geom)
            """
        )
        try await database.run("VACUUM ANALYZE boundary")
        try await database.run("VACUUM ANALYZE boundary_piece")
    }

    /// The nanoseconds a point with a form of the statement.
    func nanoseconds(_ form: PostGISForm, _ points: LookupPoints, count: Int) async throws -> Double {
        let statement = SQL(unescaped: form.sum(Self.table(of: points)))
        let timing = LookupTiming()
        _ = try await pool.first(statement) { row throws(PostgresError) in try row.decode(Int64.self) }
        return timing.nanoseconds(a: count)
    }

    /// The numbers of the boundaries that hold each point, ascending.
    func numbers(_ form: PostGISForm, _ points: LookupPoints, count: Int) async throws -> [[Int]] {
        let statement = SQL(unescaped: form.answers(Self.table(of: points)))
        let answers = try await pool.query(statement) { row throws(PostgresError) in
            let (point, numbers) = try row.decode(Int32.self, [Int32].self)
            return Answer(point: point, numbers: numbers)
        }
        var found = Array(repeating: [Int](), count: count)
        for answer in answers { found[Int(answer.point)] = answer.numbers.map(Int.init) }
        return found
    }

    private static func table(of points: LookupPoints) -> String { "point_\(points.name)" }
}
