import Foundation
import Postgres
import Store
import TestSupport
import Web

/// The tiny city with work in every state: waiting, leased, accepted, closed, late, old, private, shared by two.
enum MixedCity {
    static func fill(_ visitor: Visitor) async throws {
        let places = [("10.01", "20.005"), ("10.01", "20.035"), ("10.01", "20.015"), ("10.01", "20.025")]
        for (index, place) in places.enumerated() {
            for service in ["pothole", "flood", "fallen-tree", "noise", "person-in-need"] {
                for copy in 0..<(index + 2) {
                    var form = ["service_code": service, "lat": place.0, "long": place.1, "description": "d\(copy)"]
                    if service == "noise" { form["attribute[since]"] = "eight" }
                    if copy == 1, service == "pothole" { form["attribute[depth]"] = "deep" }
                    _ = try await visitor.submitted(form)
                }
            }
        }
        for (department, worker) in [("works", "truck"), ("parks", "gardener"), ("police", "car"), ("triage", "desk")] {
            let key = try await visitor.key(department)
            let (lease, items) = try await visitor.claim(department, #"{"limit":9,"worker":"\#(worker)"}"#, key: key)
            guard let lease, items.count >= 4 else { continue }
            let accepted = items.prefix(3).map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
            _ = try await visitor.call("leases/\(lease)/accept", #"{"items":[\#(accepted)]}"#, key: key)
            let done = items.dropFirst(3).prefix(2).map { #"{"item_id":\#($0),"outcome":"done"}"# }
            let body = #"{"items":[\#(done.joined(separator: ","))]}"#
            _ = try await visitor.call("leases/\(lease)/complete", body, key: key)
            _ = try await visitor.call("items/\(items[2])/complete", #"{"outcome":"not_found"}"#, key: key)
        }
        // A third is late, but for one whose clock stands still; a quarter came earlier; of what is closed one was so two hours ago, one two days ago.
        let statements: [SQL] = [
            """
            WITH late AS (
                UPDATE work_item SET due_at = now() - interval '90 minutes' WHERE item % 3 = 0 RETURNING *
            )
            INSERT INTO deadline SELECT jurisdiction, due_at, item, 'overdue', due_at FROM late
            """,
            """
            UPDATE work_item SET paused_at = now(), pause_reason = 'The street is shut.'
             WHERE item = (SELECT min(a.item) FROM accepted a WHERE a.item % 3 = 0)
            """,
            "UPDATE accepted a SET due_at = w.due_at FROM work_item w WHERE w.item = a.item",
            """
            UPDATE service_request SET requested_at = requested_at - interval '5 hours' WHERE number % 4 = 0
            """,
            "UPDATE work_item SET created_at = created_at - interval '5 hours' WHERE number % 4 = 0",
            """
            WITH old AS (
                SELECT item, CASE WHEN place = 1 THEN interval '2 hours' ELSE interval '2 days' END AS age
                  FROM (SELECT item, row_number() OVER (ORDER BY item) AS place
                          FROM work_item WHERE status = 'closed') AS w
                 WHERE place <= 2
            ), event_moved AS (
                UPDATE event e SET at = e.at - old.age FROM old WHERE e.item = old.item AND e.kind = 'completed'
            )
            UPDATE work_item w SET closed_at = w.closed_at - old.age FROM old WHERE w.item = old.item
            """,
        ]
        for statement in statements { try await visitor.database.pool.execute(statement) }
    }
}
