/// One step of the schema: forward only, applied once, in a transaction of its own.
public struct Migration: Hashable, Sendable {
    /// Its place in the order; numbers are never used twice.
    public let number: Int

    /// What it is about, for people.
    public let name: String

    /// The statements, separated by semicolons, without transaction control and without values.
    public let sql: String

    /// Describes a step; its text must never change once it has been applied anywhere.
    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }
}

/// How a database's schema compares with what the program knows.
public enum MigrationStatus: Hashable, Sendable {
    /// Every known migration is applied and nothing else.
    case current
    /// These are still to be applied, in this order.
    case behind([Migration])
    /// The database holds migrations with these numbers that the program does not know.
    case newer([Int])
    /// The migration with this number was applied with another text.
    case changed(Int)
}
