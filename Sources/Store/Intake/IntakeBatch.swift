import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Submissions laid out as the columns of one statement.
struct IntakeBatch: Sendable {
    let submissions: [Submission]
    /// The key each one is stored under: the client's, or one made here.
    let keys: [Submission.Key]

    private let queues: [String: Int32]

    init(_ submissions: [Submission], queues: [String: Int32]) {
        self.submissions = submissions
        self.queues = queues
        keys = submissions.map { $0.key ?? OwnKeys.next() }
    }

    /// The one statement: keys first, and what lost its key to an earlier twin goes no further.
    ///
    /// Gives the ordinal (from 1) and the number of each submission that was stored, and the lowest item of them all.
    func insert(into jurisdiction: Int32) -> SQL {
        let legs = legs
        // Closures and not key paths, which copy the whole submission for each column.
        return """
            WITH draft AS MATERIALIZED (
                SELECT nextval('service_request_number') AS number, d.*
                  FROM unnest(
                      \(keys.map { $0.client })::text[], \(keys.map { $0.key })::text[], \(keys.map { $0.fingerprint })::bytea[],
                      \(submissions.map { $0.answerJSON })::text[],
                      \(submissions.map { $0.draft.serviceCode })::text[], \(submissions.map { $0.decision.department })::text[],
                      \(submissions.map { $0.notice })::text[], \(submissions.map { $0.decision.json })::text[],
                      \(submissions.map { $0.isPrivate })::boolean[], \(submissions.map { $0.expectedIn })::interval[],
                      \(submissions.map { $0.warningIn })::interval[],
                      \(submissions.map { $0.draft.coordinate?.latitude })::float8[],
                      \(submissions.map { $0.draft.coordinate?.longitude })::float8[],
                      \(submissions.map { $0.draft.addressText })::text[], \(submissions.map { $0.draft.addressID })::text[],
                      \(submissions.map { $0.draft.description })::text[],
                      \(submissions.map { $0.attributesJSON })::text[], \(submissions.map { $0.mediaJSON })::text[],
                      \(submissions.map { $0.draft.accountID })::text[], \(submissions.map { $0.draft.deviceID })::text[],
                      \(submissions.map { $0.draft.contact.firstName })::text[],
                      \(submissions.map { $0.draft.contact.lastName })::text[],
                      \(submissions.map { $0.draft.contact.email })::text[],
                      \(submissions.map { $0.draft.contact.phone })::text[],
                      \(submissions.map { _ in Self.secret() })::bytea[],
                      \(submissions.map { Int16($0.decision.legs.count) })::smallint[],
                      \(submissions.map { Int16($0.decision.priority.rawValue) })::smallint[]
                  ) WITH ORDINALITY AS d (
                      client, key, fingerprint, answer, service_code, department, service_notice, decision, is_private, expected_in,
                      warning_in, latitude, longitude, address, address_id, description, attributes, media_urls, account_id,
                      device_id, first_name, last_name, email, phone, secret, legs, priority, ordinal
                  )
            ), fresh_key AS (
                -- In one order everywhere, or two batches with the same keys would wait for each other.
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number, answer)
                SELECT \(jurisdiction), client, key, fingerprint, number, answer FROM draft ORDER BY client, key
                ON CONFLICT ON CONSTRAINT idempotency_key DO NOTHING
                RETURNING number
            ), fresh AS MATERIALIZED (
                -- To the nearest second: a closing time is not a moment earlier because the two clocks differ by as much.
                SELECT draft.*, \(SQL.wholeSecond("statement_timestamp() + expected_in")) AS due_at,
                       \(SQL.wholeSecond("statement_timestamp() + warning_in")) AS warning_at
                  FROM draft JOIN fresh_key USING (number)
            ), request AS (
                INSERT INTO service_request (
                    jurisdiction, number, expected_at, latitude, longitude, open_legs, is_private, service_code, department,
                    service_notice, description, address, address_id, attributes, media_urls, account_id, device_id, secret
                )
                SELECT \(jurisdiction), number, due_at, latitude, longitude, legs, is_private, service_code, department,
                       service_notice, description, address, address_id, attributes::jsonb,
                       ARRAY(SELECT json_array_elements_text(media_urls::json)), account_id, device_id, secret
                  FROM fresh
            ), person AS (
                INSERT INTO contact (jurisdiction, number, first_name, last_name, email, phone)
                SELECT \(jurisdiction), number, first_name, last_name, email, phone
                  FROM fresh WHERE num_nonnulls(first_name, last_name, email, phone) > 0
            ), leg AS MATERIALIZED (
                SELECT nextval('work_item_number') AS item, l.*
                  FROM (
                      SELECT fresh.number, fresh.priority, fresh.due_at, fresh.warning_at, share.leg, share.department,
                             share.queue
                        FROM unnest(
                            \(legs.map { $0.ordinal })::bigint[], \(legs.map { $0.leg })::smallint[],
                            \(legs.map { $0.department })::text[], \(legs.map { $0.queue })::integer[]
                        ) AS share (ordinal, leg, department, queue)
                        JOIN fresh USING (ordinal)
                       ORDER BY ordinal, leg
                  ) AS l
            ), item AS (
                INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
                SELECT \(jurisdiction), item, number, due_at, queue, leg, priority, department FROM leg
            ), watch AS (
                \(Deadlines.rows(of: "leg", in: jurisdiction, isNew: true))
            ), waiting AS (
                INSERT INTO ready (jurisdiction, queue, priority, seq)
                SELECT \(jurisdiction), queue, priority, item FROM leg
            ), history AS (
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction), number, item, kind, 'resident', department, detail
                  FROM (
                      SELECT number, NULL::bigint AS item, 'submitted' AS kind, department, decision::json AS detail FROM fresh
                      UNION ALL
                      SELECT number, item, 'leg_added', department, '{}' FROM leg WHERE leg.leg > 1
                  ) AS line
                 -- A history begins with its submission.
                 ORDER BY number, item NULLS FIRST
            )
            SELECT ordinal, number, (SELECT min(item) FROM leg) FROM fresh
            """
    }

    /// What has come into which queue once the submissions with these ordinals are stored.
    func arrivals(of ordinals: [Int], from lowest: Int64, in jurisdiction: Int32) -> [WorkArrival] {
        var news = WorkNews()
        for ordinal in ordinals {
            for share in submissions[ordinal - 1].decision.legs {
                guard let queue = queues[share.queue] else { continue }
                news.add(
                    WorkArrival(jurisdiction: jurisdiction, queue: queue, name: share.queue, count: 1, lowest: lowest)
                )
            }
        }
        return news.all
    }

    private struct LegRow {
        let ordinal: Int64
        let leg: Int16
        let department: String
        let queue: Int32?
    }

    private var legs: [LegRow] {
        var rows: [LegRow] = []
        rows.reserveCapacity(submissions.count)
        for index in submissions.indices {
            for (leg, share) in submissions[index].decision.legs.enumerated() {
                rows.append(
                    LegRow(
                        ordinal: Int64(index + 1),
                        leg: Int16(leg + 1),
                        department: share.department,
                        queue: queues[share.queue]
                    )
                )
            }
        }
        return rows
    }

    private static func secret() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        // Two calls of the system and not sixteen.
        return [generator.next(), generator.next()].flatMap { half in
            (0..<8).map { UInt8(truncatingIfNeeded: half >> ($0 * 8)) }
        }
    }
}
