import Postgres
import ServiceRequests
import Store

/// A jurisdiction's histories as they were written, read again move by move.
struct Chronicle {
    /// An item as its history tells of it.
    private struct Tale {
        var owner: String
        var standing: Standing?
        var offeredTo: String?
    }

    private struct Line: Sendable {
        let item: Int64
        let kind: String
        let actor: String
        let department: String
        let counterpart: String?
    }

    /// How often each item has each kind of event by each actor.
    private(set) var words: [Crowd.Word: Int] = [:]
    /// What cannot have happened in this order.
    private(set) var contradictions: [String] = []

    /// Reads every event of every item, and compares how they end with the items themselves.
    static func read(_ pool: PostgresPool, of jurisdiction: JurisdictionRow) async throws -> Chronicle {
        var chronicle = Chronicle()
        var tales = try await births(pool, of: jurisdiction)
        let lines = try await pool.query(
            """
            SELECT item, kind, actor, department, counterpart FROM event
             WHERE jurisdiction = \(jurisdiction.number) AND item IS NOT NULL AND kind <> 'leg_added'
             ORDER BY event
            """
        ) { row throws(PostgresError) in
            let (item, kind, actor, department, counterpart) = try row.decode(
                Int64.self,
                String.self,
                String.self,
                String?.self,
                String?.self
            )
            return Line(
                item: item,
                kind: kind,
                actor: actor,
                department: department ?? "",
                counterpart: counterpart
            )
        }
        for line in lines {
            chronicle.words[Crowd.Word(item: line.item, kind: line.kind, actor: line.actor), default: 0] += 1
            if !chronicle.tell(line, &tales[line.item, default: Tale(owner: "nobody")]) {
                chronicle.contradictions.append(
                    "item \(line.item): \(line) after \(String(describing: tales[line.item]))"
                )
            }
        }
        return chronicle
    }

    /// The words that are not in the history exactly as often as they were acknowledged.
    func astray(from acknowledged: [Crowd.Word]) -> [Crowd.Word] {
        let told = Dictionary(acknowledged.map { ($0, 1) }, uniquingKeysWith: +)
        return Set(told.keys).union(words.keys).filter { word in
            let (told, written) = (told[word, default: 0], words[word, default: 0])
            return switch word.kind {
            case "accepted", "completed", "released": told != written
            // Who passes an offer on has declined it as well.
            case "declined": told > written
            default: false
            }
        }
    }

    /// Every item as it came in: the legs that intake made were owned by whom their event says.
    private static func births(_ pool: PostgresPool, of jurisdiction: JurisdictionRow) async throws -> [Int64: Tale] {
        let owners = try await pool.query(
            """
            SELECT w.item, coalesce(
                       max(e.department) FILTER (WHERE e.kind = 'leg_added' AND e.item = w.item),
                       max(e.department) FILTER (WHERE e.kind = 'submitted')
                   )
              FROM work_item w JOIN event e USING (jurisdiction, number)
             WHERE w.jurisdiction = \(jurisdiction.number) AND e.kind IN ('leg_added', 'submitted')
             GROUP BY w.item
            """
        ) { row throws(PostgresError) in
            let (item, department) = try row.decode(Int64.self, String.self)
            return Line(item: item, kind: "", actor: "", department: department, counterpart: nil)
        }
        return Dictionary(
            uniqueKeysWithValues: owners.map { ($0.item, Tale(owner: $0.department, standing: .waiting)) }
        )
    }

    /// Follows an item through one event; whether it can have happened.
    private func tell(_ line: Line, _ tale: inout Tale) -> Bool {
        let before = tale
        let isWaiting = before.standing == .waiting
        let isOpen = before.standing?.isOpen == true
        switch line.kind {
        case "accepted", "completed":
            tale.standing = line.kind == "accepted" ? .accepted : .closed
            tale.owner = line.department
            tale.offeredTo = nil
            guard isWaiting || line.kind == "completed" && before.standing == .accepted else { return false }
            return before.offeredTo == nil
                ? line.department == before.owner && line.counterpart == nil
                : line.department == before.offeredTo && line.counterpart == before.owner
        case "released", "lease_expired":
            return isWaiting && line.department == before.owner && line.counterpart == before.offeredTo
        case "declined", "offer_expired":
            tale.offeredTo = nil
            return isWaiting && line.department == before.owner && line.counterpart == before.offeredTo
        case "offered":
            tale.standing = .waiting
            tale.offeredTo = line.counterpart
            return isOpen && line.department == before.owner && before.offeredTo == nil
        case "triaged":
            tale = Tale(owner: line.department, standing: .waiting)
            return isOpen && line.counterpart == before.owner
        case "rerouted":
            tale = Tale(owner: line.department, standing: .waiting)
            return isOpen && line.counterpart == before.owner
        case "cancelled":
            tale.standing = .cancelled
            tale.offeredTo = nil
            return isOpen && line.department == before.owner && line.counterpart == before.offeredTo
        case "reopened":
            tale.standing = .waiting
            return before.standing?.isOpen == false && line.department == before.owner
        default:
            return true
        }
    }
}
