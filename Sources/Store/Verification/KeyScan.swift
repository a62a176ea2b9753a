import Postgres

/// The idempotency keys of submissions, held against the requests they made.
struct KeyScan: Sendable {
    /// Which jurisdiction.
    let jurisdiction: Int32

    /// The rules that rows break, by their place in `looks`, and the rows.
    var statement: SQL {
        """
        WITH key AS (
            SELECT number, count(*) AS keys, min(client) AS client FROM idempotency
             WHERE jurisdiction = \(jurisdiction) AND number IS NOT NULL GROUP BY number
        ), used AS (
            SELECT key.*, r.number IS NOT NULL AS has_request
              FROM key LEFT JOIN (
                  SELECT number FROM service_request WHERE jurisdiction = \(jurisdiction)
              ) AS r USING (number)
        )
        \(Self.looks.findings(in: jurisdiction))
        """
    }

    /// What must hold for keys.
    static let looks = [
        VerificationLook(
            source: "used",
            rules: [
                VerificationRule(
                    "P3",
                    "An idempotency key names a service request that does not exist.",
                    if: "NOT has_request",
                    row: "format('client %s, request %s', client, number)"
                ),
                VerificationRule(
                    "P3",
                    "Two idempotency keys name the same service request.",
                    if: "keys > 1",
                    row: "format('request %s', number)"
                ),
            ]
        )
    ]
}
