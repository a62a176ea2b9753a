import Postgres

extension Optional where Wrapped: Sendable {
    /// The row, or an error where a statement that always gives one gave none.
    func orMissing(_ row: String) throws(StoreError) -> Wrapped {
        guard let self else {
            throw .refused(PostgresError(.decoding, detail: "expected a row (\(row)), found none"))
        }
        return self
    }
}
