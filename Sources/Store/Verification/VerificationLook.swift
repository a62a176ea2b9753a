import Postgres

/// Rows of a verification's statement, each held against several rules at once.
struct VerificationLook: Sendable {
    /// What gives the rows: a table expression, the name of a step for example.
    let source: SQL
    /// What must hold for each of them.
    let rules: [VerificationRule]
}

extension [VerificationLook] {
    /// All their rules, in order.
    var rules: [VerificationRule] { flatMap(\.rules) }

    /// A SELECT of the rules that rows break, as places in `rules`, and those rows: some of each, the most first named.
    func findings(in jurisdiction: Int32) -> SQL {
        var place = 0
        var findings: SQL = ""
        for look in self {
            if place > 0 { findings.append(" UNION ALL ") }
            findings.append(Self.findings(of: look, from: place, in: jurisdiction))
            place += look.rules.count
        }
        return findings
    }

    private static func findings(of look: VerificationLook, from place: Int, in jurisdiction: Int32) -> SQL {
        var conditions: SQL = ""
        var rows: SQL = ""
        for (index, rule) in look.rules.enumerated() {
            let number = "\(place + index)"
            if index > 0 { conditions.append(", ") }
            conditions.append("CASE WHEN \(rule.isBroken) THEN \(unescaped: number) END")
            rows.append(" WHEN \(unescaped: number) THEN \(rule.row)")
        }
        // Most rows break nothing and are gone after the innermost step.
        return """
            SELECT rule, 'jurisdiction ' || \(jurisdiction)::integer || ', ' || breach AS breach
              FROM (
                  SELECT rule, CASE rule\(rows) END AS breach, row_number() OVER (PARTITION BY rule) AS place
                    FROM (
                        SELECT unnest(array_remove(ARRAY[\(conditions)], NULL)) AS rule, looked_at.*
                          FROM \(look.source) AS looked_at
                    ) AS broken
              ) AS numbered
             WHERE place <= \(unescaped: "\(Verification.maximumRows)")
            """
    }
}
