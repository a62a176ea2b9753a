import Postgres

extension ReportDrafts {
    /// Deletes a draft at once, whatever became of it; a service request that it became stays.
    public func forget(_ id: ReportDraft.ID) async throws(StoreError) {
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                "DELETE FROM report_draft WHERE jurisdiction = \(jurisdiction.number) AND draft = \(id.bytes)"
            )
        }
    }
}
