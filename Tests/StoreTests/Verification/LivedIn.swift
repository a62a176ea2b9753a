import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

/// A city in which every move of the protocol has happened to some item, as the moves write it.
///
/// Item and request have the same number: 1 waits and was released; 2 is accepted; 3 is closed; 4 is offered to Parks;
/// 5 was offered to Parks and accepted; 6 was reopened; 7 was rerouted to triage; 8 is a duplicate of 1; 9 was cancelled
/// under a lease; 10 was offered twice, declined and lapsed; 11 is accepted and paused.
enum LivedIn {
    static func prepare(_ city: TestCity) async throws {
        for _ in 1...11 { try await city.submit() }
        let worker = Worker(department: "works", name: "w")
        // The first goes back, so that what waits has been tried.
        let claim = try #require(try await city.queues.claim(3, for: worker, lease: .seconds(60)))
        let items = claim.items.map(\.item)
        try #require(items == [1, 2, 3])
        _ = try await city.queues.release([1], under: claim.lease, by: worker)
        _ = try await city.queues.accept([Acceptance(item: 2)], under: claim.lease, by: worker)
        _ = try await city.queues.complete([Completion(item: 3, outcome: .done)], under: claim.lease, by: worker)
        try await city.database.pool.transaction { connection throws(PostgresError) in
            try connection.script(moves)
        }
    }

    private static let moves = """
        INSERT INTO queue (jurisdiction, name, department) VALUES (1, 'parks', 'parks') ON CONFLICT DO NOTHING;
        DELETE FROM ready WHERE seq IN (4, 5, 7, 9, 11);

        UPDATE work_item
           SET offered_to = 'parks', offer_expires_at = now() + interval '1 day', return_queue = queue, hops = 1,
               queue = (SELECT queue FROM queue WHERE name = 'parks')
         WHERE item = 4;
        INSERT INTO deadline (jurisdiction, at, item, kind, about)
        SELECT 1, offer_expires_at, item, 'offer', offer_expires_at FROM work_item WHERE item = 4;
        INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
        VALUES (1, 4, 4, 'offered', 'works/w', 'works', 'parks');

        UPDATE work_item
           SET department = 'parks', hops = 1, queue = (SELECT queue FROM queue WHERE name = 'parks') WHERE item = 5;
        INSERT INTO accepted (jurisdiction, item, department) VALUES (1, 5, 'parks'), (1, 11, 'works');
        INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
        VALUES (1, 5, 5, 'offered', 'works/w', 'works', 'parks'), (1, 5, 5, 'accepted', 'parks/p', 'parks', 'works');

        INSERT INTO event (jurisdiction, number, item, kind, actor, department)
        VALUES (1, 6, 6, 'accepted', 'works/w', 'works'), (1, 6, 6, 'completed', 'works/w', 'works'),
               (1, 6, NULL, 'closed', 'works/w', 'works'), (1, 6, 6, 'reopened', 'resident', 'works');
        UPDATE service_request SET reopens = 1 WHERE number = 6;

        UPDATE work_item
           SET department = 'triage', hops = 1, queue = (SELECT queue FROM queue WHERE name = 'triage') WHERE item = 7;
        INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
        SELECT 1, 7, NULL, 'rerouted', 'works/w', 'triage', 'works', json_build_object('decision', detail)
          FROM event WHERE number = 7 AND kind = 'submitted'
        UNION ALL SELECT 1, 7, 7, 'rerouted', 'works/w', 'triage', 'works', '{}';

        UPDATE service_request SET parent = 1 WHERE number = 8;

        INSERT INTO lease (jurisdiction, department, holder, items, expires_at)
        VALUES (1, 'works', 'w', '{9}', now() + interval '1 minute');
        UPDATE work_item SET status = 'cancelled', closed_at = now() WHERE item = 9;
        UPDATE service_request SET status = 'closed', open_legs = 0, closed_at = now() WHERE number = 9;
        INSERT INTO event (jurisdiction, number, item, kind, actor, department)
        VALUES (1, 9, 9, 'cancelled', 'resident', 'works'), (1, 9, NULL, 'closed', 'resident', 'works');

        INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart)
        VALUES (1, 10, 10, 'offered', 'works/w', 'works', 'parks'), (1, 10, 10, 'declined', 'parks/p', 'works', 'parks'),
               (1, 10, 10, 'offered', 'works/w', 'works', 'police'),
               (1, 10, 10, 'offer_expired', 'dispatch311', 'works', 'police');
        UPDATE work_item SET hops = 2 WHERE item = 10;

        INSERT INTO event (jurisdiction, number, item, kind, actor, department)
        VALUES (1, 11, 11, 'accepted', 'works/w', 'works'), (1, 11, 11, 'paused', 'works/w', 'works');
        UPDATE work_item SET paused_at = now(), pause_reason = 'Waiting for parts.' WHERE item = 11;

        INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
        SELECT jurisdiction, queue, priority, item, attempt, coalesce(offered_to, department)
          FROM work_item WHERE item IN (4, 7);
        UPDATE service_request SET bounces = CASE number WHEN 10 THEN 2 ELSE 1 END WHERE number IN (4, 5, 7, 10);
        """
}
