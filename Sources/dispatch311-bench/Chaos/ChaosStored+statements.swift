import Postgres

extension ChaosStored {
    /// A word is a transaction, and may leave several events: who hands an offer on has declined it as well.
    static let moves: SQL = """
        SELECT item, actor, move, count(*)
          FROM (
              SELECT item, actor,
                     CASE WHEN bool_or(kind IN ('lease_expired', 'offer_expired')) THEN 'expired'
                          WHEN bool_or(kind = 'accepted') THEN 'accepted'
                          WHEN bool_or(kind = 'completed') THEN 'completed'
                          WHEN bool_or(kind = 'released') THEN 'released'
                          WHEN bool_or(kind IN ('offered', 'triaged')) THEN 'handed over'
                          WHEN bool_or(kind = 'declined') THEN 'declined'
                          ELSE 'other' END AS move
                FROM event WHERE item IS NOT NULL GROUP BY item, actor, xid
          ) AS word
         WHERE move NOT IN ('expired', 'other')
         GROUP BY item, actor, move
        """

    /// Between two acceptances an item was handed on; after a completion there is nothing.
    static let endedTwice: SQL = """
        SELECT format('item %s: %s after %s', item, kind, earlier)
          FROM (
              SELECT item, kind, lag(kind) OVER (PARTITION BY item ORDER BY event) AS earlier
                FROM event
               WHERE item IS NOT NULL AND kind IN ('accepted', 'offered', 'triaged', 'completed')
          ) AS line
         WHERE kind = 'accepted' AND earlier = 'accepted' OR earlier = 'completed'
        """
}
