-- Lists of open work for staff, which stay fast however much is open and however much was closed, and the views of them
-- that people keep.
--
-- What these indexes cost: a submission writes into three more, each a few dozen bytes beside its neighbours in time; an
-- item that closes, or moves to another department, leaves its place in them, so its row is written anew with both of
-- its keys. Only open work is in them: ten million closed items take no room, and no time, here.

-- CASE and not coalesce(), of which PostgreSQL does not know that it tells nobody anything: under row-level security an
-- index over that could not be used.

-- What is a department's turn, the most urgent first? The offered department's while an offer stands.
CREATE INDEX work_item_open_by_due ON work_item (
    jurisdiction, (CASE WHEN offered_to IS NULL THEN department ELSE offered_to END),
    (CASE WHEN due_at IS NULL THEN 'infinity'::timestamptz ELSE due_at END), item
) WHERE status = 'open';

-- The same by when it came in: the oldest, or the newest.
CREATE INDEX work_item_open_by_age ON work_item (
    jurisdiction, (CASE WHEN offered_to IS NULL THEN department ELSE offered_to END), created_at, item
) WHERE status = 'open';

-- What is in one queue, the most urgent first, and how much of it is late? A precinct's list is a small part of its
-- department's, and would be found there only by reading past everybody else's.
CREATE INDEX work_item_open_in_queue ON work_item (
    jurisdiction, queue, (CASE WHEN due_at IS NULL THEN 'infinity'::timestamptz ELSE due_at END), item
) WHERE status = 'open';

-- Which item does a department call by this number? Few have one, and only they are in it.
CREATE INDEX accepted_reference ON accepted (jurisdiction, reference) WHERE reference IS NOT NULL;

-- What is offered to others? Offers stand by their ends among the deadlines of all open work, and are few of them.
CREATE INDEX deadline_of_offers ON deadline (jurisdiction, at) WHERE kind = 'offer';

-- Lists that people gave a name: an account's own, or, of those who sign in with a key, the department's.
CREATE TABLE saved_view (
    jurisdiction integer NOT NULL,
    view integer GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    account integer,
    department text NOT NULL,
    name text NOT NULL,
    -- The query of the list's address, as the list itself writes it.
    query text NOT NULL,
    CONSTRAINT saved_view_key PRIMARY KEY (jurisdiction, view),
    CONSTRAINT saved_view_of_account FOREIGN KEY (jurisdiction, account)
        REFERENCES staff_account (jurisdiction, account),
    CONSTRAINT saved_view_name_fits CHECK (char_length(name) BETWEEN 1 AND 60),
    CONSTRAINT saved_view_query_fits CHECK (char_length(query) <= 1000)
);

-- Whose views are these, and is the name taken? The same name means the newer query.
CREATE UNIQUE INDEX saved_view_name_once ON saved_view (jurisdiction, department, coalesce(account, 0), name);

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO dispatch311_service;
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY service ON saved_view TO dispatch311_service USING ((SELECT acting_jurisdiction()) IS NULL);
