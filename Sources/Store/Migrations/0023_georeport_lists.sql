-- Public lists of service requests that stay fast however many are stored: by service and by department.
--
-- What it costs: a submission writes one more entry of some fifty bytes, beside its neighbours in time; a reroute or an
-- accepted offer, which changes one of these columns, writes its row anew with all of its keys, as it did for the places.
-- Closing changes none of them. Private requests are not in it.

-- The newest of a service, or of a department? Which services and departments there are is found in it too, by one step
-- for each, so that one index does for both questions.
CREATE INDEX service_request_by_service ON service_request (
    jurisdiction, department, service_code, requested_at DESC, number DESC
) WHERE NOT is_private;

-- What lies in an area? As it was, by service and place; with the number, so that a latitude's entries are counted without
-- a look at their rows. Eight bytes more an entry.
DROP INDEX service_request_place;
CREATE INDEX service_request_place ON service_request (jurisdiction, service_code, latitude, longitude)
    INCLUDE (number)
    WHERE latitude IS NOT NULL AND NOT is_private;
