import Postgres
import Store

/// Finds out which city of a database a command means.
enum PublishedCity {
    /// The city asked for, or the only one that has published something.
    static func row(
        of wanted: String?,
        in pool: PostgresPool
    ) async throws(CommandError) -> JurisdictionRow {
        let published: [String]
        do throws(StoreError) {
            published = try await Jurisdictions(pool: pool).published().keys.sorted()
        } catch {
            throw CommandError(error)
        }
        guard let code = wanted ?? (published.count == 1 ? published[0] : nil), published.contains(code) else {
            throw problem(published, wanted: wanted)
        }
        do throws(StoreError) {
            return try await Jurisdictions(pool: pool).open(code)
        } catch {
            throw CommandError(error)
        }
    }

    /// What a city published and scheduled.
    static func log(
        of wanted: String?,
        in place: DatabasePlace
    ) async throws -> CityLog {
        try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await row(of: wanted, in: pool)
                do throws(StoreError) {
                    return CityLog(
                        code: row.code,
                        log: try await Publications(pool: pool, jurisdiction: row).all(),
                        schedule: try await Schedule(pool: pool, jurisdiction: row).all()
                    )
                } catch {
                    throw CommandError(error)
                }
            }
        }
    }

    private static func problem(_ published: [String], wanted: String?) -> CommandError {
        if published.isEmpty {
            return CommandError(
                .findings,
                "expected a city that has published something, found none in the database",
                remedy: "dispatch311 catalog publish, or the first start of dispatch311 serve, publishes the folders."
            )
        }
        let list = published.joined(separator: ", ")
        if let wanted { return CommandError(.usage, "--jurisdiction: expected one of \(list), found \(wanted)") }
        return CommandError(
            .usage,
            "expected one city in the database, found \(list)",
            remedy: "Say which one with --jurisdiction ID."
        )
    }
}
