import Postgres

extension ClientOutbox {
    /// What may be sent to a client now: the first of each request, what waits longest first.
    ///
    /// It walks the order of what is due and stops when there is enough. Not EXISTS, of which the planner may make one hash
    /// over everything that waits.
    func due(for client: Int32, limit: Int) -> SQL {
        """
        SELECT o.number, o.event FROM client_outbox o
         WHERE o.jurisdiction = \(jurisdiction.number) AND o.client = \(client)
           AND o.due_at <= statement_timestamp()
           AND NOT coalesce((
               SELECT true FROM client_outbox b
                WHERE b.jurisdiction = o.jurisdiction AND b.client = o.client AND b.number = o.number
                  AND b.event < o.event
                LIMIT 1
           ), false)
         ORDER BY o.due_at, o.event
         LIMIT \(limit)
        """
    }

    /// Forgets one update.
    func forgetting(_ update: WaitingUpdate, for client: Int32) -> SQL {
        "DELETE FROM client_outbox WHERE \(isRow(update, client))"
    }

    /// Lets one update wait, and with it what comes after it of its request, unless it was not taken for too long.
    func postponing(_ update: WaitingUpdate, for client: Int32) -> SQL {
        """
        UPDATE client_outbox
           SET attempts = attempts + 1, due_at = statement_timestamp() + \(wait("attempts")),
               refused_since = coalesce(refused_since, statement_timestamp())
         WHERE \(isRow(update, client))
           AND coalesce(refused_since, statement_timestamp()) > statement_timestamp() - \(Self.longest)
        """
    }

    /// Twice as long each time, up to an hour, and a little more or less, so that nobody is asked by all at once.
    func wait(_ column: String) -> SQL {
        """
        least(\(pause) * power(2, least(\(unescaped: column), 20)), interval '1 hour') * (0.9 + random() * 0.2)
        """
    }

    private func isRow(_ update: WaitingUpdate, _ client: Int32) -> SQL {
        """
        jurisdiction = \(jurisdiction.number) AND client = \(client) AND number = \(update.number)
        AND event = \(update.event)
        """
    }
}
