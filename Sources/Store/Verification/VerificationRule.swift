import Postgres

/// A promise as a condition on one row of what a look at the database gives.
struct VerificationRule: Sendable {
    /// What a rule is known by.
    struct Name: Sendable, Hashable {
        /// P1 to P8 of the reliability promises.
        let promise: String
        /// What is wrong with the rows that break it.
        let sentence: String
    }

    /// The promise, and what is wrong with the rows that break it.
    let name: Name
    /// When a row breaks it: an SQL condition on the look's columns.
    ///
    /// NULL is no breach.
    let isBroken: SQL
    /// The row's keys, and what was found there: an SQL text of the look's columns.
    let row: SQL

    init(_ promise: String, _ sentence: String, if isBroken: SQL, row: SQL) {
        name = Name(promise: promise, sentence: sentence)
        self.isBroken = isBroken
        self.row = row
    }
}
