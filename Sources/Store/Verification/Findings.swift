import Postgres

/// What a verification has found so far.
struct Findings: Sendable {
    private struct Found: Sendable {
        let rule: Int
        let text: String
    }

    // By promise and sentence, so that every rule has its own share.
    private var found: [VerificationRule.Name: [String]] = [:]

    /// Service requests seen.
    private(set) var serviceRequests = 0
    /// Work items seen.
    private(set) var workItems = 0

    /// In the order of the promises.
    var breaches: [Breach] {
        found.sorted { ($0.key.promise, $0.key.sentence) < ($1.key.promise, $1.key.sentence) }.flatMap { name, rows in
            rows.map { Breach(promise: name.promise, rule: name.sentence, row: $0) }
        }
    }

    /// Runs a look and keeps what it finds, up to the most rows a rule may name.
    mutating func add(
        _ statement: SQL,
        _ rules: [VerificationRule],
        _ patience: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        let rows: [Found] = try connection.query(statement, deadline: patience) { row throws(PostgresError) in
            let (rule, text) = try row.decode(Int.self, String.self)
            return Found(rule: rule, text: text)
        }
        for row in rows {
            switch row.rule {
            case -1: serviceRequests += Int(row.text) ?? 0
            case -2: workItems += Int(row.text) ?? 0
            default:
                let name = rules[row.rule].name
                if found[name, default: []].count < Verification.maximumRows {
                    found[name, default: []].append(row.text)
                }
            }
        }
    }
}
