-- The same rows by a function, whose small statements are planned once.
CREATE OR REPLACE FUNCTION bench_store(wanted bigint, prefix text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    r bench_row%ROWTYPE;
    request bigint := nextval('service_request_number');
    work bigint;
    due timestamptz;
    warning timestamptz;
BEGIN
    SELECT * INTO r FROM bench_row WHERE n = wanted;
    due := date_trunc('second', statement_timestamp() + r.expected_in + interval '0.5 s');
    warning := date_trunc('second', statement_timestamp() + r.warning_in + interval '0.5 s');
    INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
    VALUES ({jurisdiction}, '', prefix || '-' || lpad(to_hex(request), 16, '0'), '\x0000000000000000000000000000000000000000000000000000000000000000', request);
    INSERT INTO service_request (
        jurisdiction, number, expected_at, latitude, longitude, open_legs, is_private, service_code, department,
        service_notice, description, address, address_id, attributes, media_urls, account_id, device_id, secret
    ) VALUES (
        {jurisdiction}, request, due, r.latitude, r.longitude, r.legs, r.is_private, r.service_code, r.department,
        r.service_notice, r.description, r.address, r.address_id, r.attributes::jsonb, r.media_urls, r.account_id,
        r.device_id, uuid_send(gen_random_uuid())
    );
    IF num_nonnulls(r.first_name, r.last_name, r.email, r.phone) > 0 THEN
        INSERT INTO contact (jurisdiction, number, first_name, last_name, email, phone)
        VALUES ({jurisdiction}, request, r.first_name, r.last_name, r.email, r.phone);
    END IF;
    INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
    VALUES ({jurisdiction}, request, 'submitted', 'resident', r.department, r.decision::json);
    FOR leg IN 1..r.legs LOOP
        work := nextval('work_item_number');
        INSERT INTO work_item (jurisdiction, item, number, due_at, queue, leg, priority, department)
        VALUES ({jurisdiction}, work, request, due, r.queues[leg], leg, r.priority, r.departments[leg]);
        INSERT INTO deadline (jurisdiction, at, item, kind, about)
        VALUES ({jurisdiction}, warning, work, 'due_soon', due), ({jurisdiction}, due, work, 'overdue', due);
        INSERT INTO ready (jurisdiction, queue, priority, seq, department)
        VALUES ({jurisdiction}, r.queues[leg], r.priority, work, r.departments[leg]);
        IF leg > 1 THEN
            INSERT INTO event (jurisdiction, number, item, kind, actor, department)
            VALUES ({jurisdiction}, request, work, 'leg_added', 'resident', r.departments[leg]);
        END IF;
    END LOOP;
    RETURN request;
END
$$;
