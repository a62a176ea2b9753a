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
    /// A submission and the key it is stored under, however often it is sent: the client's, or one made here.
    ///
    /// A class, because a batch is gone through once a column and a submission is large.
    final class Part: Sendable {
        let submission: Submission
        let key: Submission.Key

        init(_ submission: Submission) {
            self.submission = submission
            key = submission.key ?? OwnKeys.next()
        }
    }

    let parts: [Part]

    private let queues: [String: Int32]

    init(_ parts: [Part], queues: [String: Int32]) {
        self.parts = parts
        self.queues = queues
    }

    /// The one statement: keys first, and what lost its key to an earlier twin goes no further.
    ///
    /// Gives the ordinal (from 1) and the number of each submission that was stored, and the lowest item of them all.
    func insert(into row: JurisdictionRow) -> SQL {
        let (jurisdiction, legs) = (row.number, legs)
        // Closures and not key paths, which copy the whole submission for each column.
        return """
            WITH draft AS MATERIALIZED (
                SELECT nextval('service_request_number') AS number, d.*
                  FROM unnest(
                      \(parts.map { $0.key.client })::text[], \(parts.map { $0.key.key })::text[], \(parts.map { $0.key.fingerprint })::bytea[],
                      \(parts.map { $0.submission.answerJSON })::text[],
                      \(parts.map { $0.submission.draft.serviceCode })::text[], \(parts.map { $0.submission.decision.department })::text[],
                      \(parts.map { $0.submission.notice })::text[], \(parts.map { $0.submission.decision.json })::text[],
                      \(parts.map { $0.submission.isPrivate })::boolean[], \(parts.map { $0.submission.expectedIn })::interval[],
                      \(parts.map { $0.submission.warningIn })::interval[],
                      \(parts.map { $0.submission.draft.coordinate?.latitude })::float8[],
                      \(parts.map { $0.submission.draft.coordinate?.longitude })::float8[],
                      \(parts.map { $0.submission.draft.addressText })::text[], \(parts.map { $0.submission.draft.addressID })::text[],
                      \(parts.map { $0.submission.draft.description })::text[],
                      \(parts.map { $0.submission.draft.attributesJSON })::text[],
                      \(parts.map { $0.submission.draft.mediaJSON })::text[],
                      \(parts.map { $0.submission.draft.accountID })::text[], \(parts.map { $0.submission.draft.deviceID })::text[],
                      \(parts.map { $0.submission.draft.contact.firstName })::text[],
                      \(parts.map { $0.submission.draft.contact.lastName })::text[],
                      \(parts.map { $0.submission.draft.contact.email })::text[],
                      \(parts.map { $0.submission.draft.contact.phone })::text[],
                      \(parts.map { _ in [UInt8].random(count: 16) })::bytea[],
                      \(parts.map { Int16($0.submission.decision.legs.count) })::smallint[],
                      \(parts.map { Int16($0.submission.decision.priority.rawValue) })::smallint[],
                      \(parts.map { $0.submission.draft.wayIn.channel?.rawValue })::text[],
                      \(parts.map { $0.submission.draft.wayIn.json(number: row.cipher.number) })::text[],
                      \(parts.map { $0.submission.reply.code })::text[],
                      \(parts.map { $0.submission.client })::integer[]
                  ) WITH ORDINALITY AS d (
                      client, key, fingerprint, answer, service_code, department, service_notice, decision, is_private, expected_in,
                      warning_in, latitude, longitude, address, address_id, description, attributes, media_urls, account_id,
                      device_id, first_name, last_name, email, phone, secret, legs, priority, channel, way_in, reply, sent_by, ordinal
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
                    service_notice, description, address, address_id, attributes, media_urls, account_id, device_id, secret,
                    channel, language, kiosk, entered_by, edge_answer, looks_like, reply, client, client_reference
                )
                SELECT \(jurisdiction), number, due_at, latitude, longitude, legs, is_private, service_code, department,
                       service_notice, description, address, address_id, attributes::jsonb,
                       ARRAY(SELECT json_array_elements_text(media_urls::json)), account_id, device_id, secret,
                       channel, way_in::json ->> 'language', way_in::json ->> 'kiosk', way_in::json ->> 'entered_by',
                       way_in::json ->> 'edge_answer',
                       CASE WHEN way_in::json -> 'looks_like' IS NOT NULL THEN
                           ARRAY(SELECT json_array_elements_text(way_in::json -> 'looks_like')::bigint)
                       END,
                       reply, sent_by, way_in::json ->> 'client_reference'
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
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT \(jurisdiction), queue, priority, item, department FROM leg
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
            for share in parts[ordinal - 1].submission.decision.legs {
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
        rows.reserveCapacity(parts.count)
        for index in parts.indices {
            for (leg, share) in parts[index].submission.decision.legs.enumerated() {
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
}
