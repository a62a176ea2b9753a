import Postgres
import Synchronization

/// Looks at the tables once a second, past all servers, for open items that are not in exactly one place.
final class ChaosWatch: Sendable {
    /// What it has seen.
    struct Sight: Sendable {
        var looks = 0
        /// How often there was no database to look at.
        var blind = 0
        /// Items in two places or in none, with the place of the look.
        var breaches: [String] = []
    }

    private let database: ChaosDatabase
    private let sight = Mutex(Sight())

    init(_ database: ChaosDatabase) { self.database = database }

    var seen: Sight { sight.withLock { $0 } }

    /// Looks until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// One look: one statement, so one snapshot.
    func look() async {
        do {
            let rows = try await database.texts(Self.misplaced)
            sight.withLock { sight in
                sight.looks += 1
                sight.breaches += rows.map { "look \(sight.looks): \($0)" }
            }
        } catch {
            sight.withLock { $0.blind += 1 }
        }
    }

    static let misplaced: SQL = """
        WITH place AS (
            SELECT item, count(*) AS places, string_agg(name, ', ' ORDER BY name) AS names
              FROM (
                  SELECT seq AS item, 'waiting' AS name FROM ready
                  UNION ALL SELECT unnest(items), 'leased' FROM lease
                  UNION ALL SELECT item, 'accepted' FROM accepted
              ) AS spot
             GROUP BY item
        )
        SELECT format(
                   'item %s (%s) is in %s places (%s)', item, coalesce(w.status, 'no such item'),
                   coalesce(p.places, 0), coalesce(p.names, 'none')
               )
          FROM work_item w FULL JOIN place p USING (item)
         WHERE CASE WHEN w.status = 'open' THEN p.places IS DISTINCT FROM 1 ELSE p.places > 0 END
         LIMIT 20
        """
}
