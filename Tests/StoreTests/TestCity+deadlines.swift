import Postgres
import ServiceRequests
import TestSupport

@testable import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The tiny city with dates that come soon.
extension TestCity {
    /// What watches over its dates.
    var deadlines: Deadlines { Deadlines(pool: database.pool, jurisdiction: jurisdiction, bell: bell) }

    /// Submits one that is due, and warned of, so many seconds from now; gives its id.
    func submit(
        _ service: String = "pothole",
        at place: Place = .west,
        due: Int,
        warning: Int
    ) async throws -> String {
        let submission = try self.submission(
            service,
            at: place,
            expectedIn: .seconds(due),
            warningIn: .seconds(warning)
        )
        guard case .stored(let receipt) = try await intake.submit(submission) else {
            throw Unexpected("no receipt")
        }
        return receipt.id
    }

    func history(_ id: String) async throws -> [HistoryLine] {
        try await History(pool: database.pool, jurisdiction: jurisdiction).lines(of: id)
    }

    func kinds(_ id: String) async throws -> [String] {
        try await history(id).map(\.kind)
    }

    /// Sweeps as soon as what was submitted with no time left is due, which is rounded to the second.
    func swept() async throws -> DeadlineSweep {
        _ = try await eventually {
            try await database.count(
                "deadline WHERE at BETWEEN statement_timestamp() AND now() + interval '9 s'"
            ) == 0
        }
        return try await deadlines.sweep()
    }

    /// Moves an item's date as the moves do: under its lock, with the shared statement.
    func move(item: Int64, by interval: String) async throws {
        let statement: SQL = """
            WITH moved AS (
                UPDATE work_item SET due_at = due_at + \(interval)::text::interval
                 WHERE jurisdiction = \(jurisdiction.number) AND item = \(item)
                RETURNING item, due_at, due_at AS warning_at
            )
            \(Deadlines.rows(of: "moved", in: jurisdiction.number))
            """
        try await database.pool.execute(statement)
    }
}
