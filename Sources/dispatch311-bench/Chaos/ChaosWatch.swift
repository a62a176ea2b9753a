import Postgres
import Synchronization

/// Looks at the tables, a second after each look the next, past all servers: for open items that are not in exactly one
/// place, or there for another department than theirs.
final class ChaosWatch: Sendable {
    /// What it has seen.
    struct Sight: Sendable {
        var looks = 0
        /// How often there was no database to look at.
        var blind = 0
        /// What the last of these said.
        var reason: String?
        /// Items in two places, in none, or in wrong hands, with the place of the look.
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
            let reason = "\(error)"
            sight.withLock { sight in
                sight.blind += 1
                sight.reason = reason
            }
        }
    }

    /// What waits or is leased is for whom it is offered to, else for its owner; what is accepted is its owner's.
    static let misplaced: SQL = """
        WITH place AS (
            SELECT item, count(*) AS places, string_agg(name, ', ' ORDER BY name) AS names,
                   min(department) AS department, bool_and(name = 'accepted') AS is_accepted
              FROM (
                  SELECT seq AS item, 'waiting' AS name, department FROM ready
                  UNION ALL SELECT unnest(items), 'leased', department FROM lease
                  UNION ALL SELECT item, 'accepted', department FROM accepted
              ) AS spot
             GROUP BY item
        )
        SELECT format(
                   'item %s (%s, of %s, offered to %s) is in %s places (%s, %s)', item,
                   coalesce(w.status, 'no such item'), w.department, coalesce(w.offered_to, 'nobody'),
                   coalesce(p.places, 0), coalesce(p.names, 'none'), coalesce(p.department, 'nobody')
               )
          FROM work_item w FULL JOIN place p USING (item)
         WHERE CASE WHEN w.status = 'open'
                    THEN p.places IS DISTINCT FROM 1
                         OR p.department IS DISTINCT FROM
                            CASE WHEN p.is_accepted THEN w.department ELSE coalesce(w.offered_to, w.department) END
                    ELSE p.places > 0 END
         LIMIT 20
        """
}
