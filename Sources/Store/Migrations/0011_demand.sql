-- What people ask for: the services they need most come first on the pages, by place and season.

-- How many service requests of a service came in on a day in an area. Private ones are not counted: a list that is
-- ordered by them would tell of them.
CREATE TABLE demand (
    jurisdiction integer NOT NULL,
    -- In UTC.
    day date NOT NULL,
    service_code text NOT NULL,
    -- A boundary of the layer the city compares areas by; '' for places in none.
    area text NOT NULL,
    requests integer NOT NULL,
    CONSTRAINT demand_key PRIMARY KEY (jurisdiction, day, service_code, area),
    CONSTRAINT demand_counts_something CHECK (requests > 0)
);

-- Which days were counted. A day that was over by then is never counted again; today is, again and again.
CREATE TABLE demand_day (
    jurisdiction integer NOT NULL,
    day date NOT NULL,
    counted_at timestamptz NOT NULL,
    CONSTRAINT demand_day_key PRIMARY KEY (jurisdiction, day)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON demand, demand_day TO dispatch311_service;
