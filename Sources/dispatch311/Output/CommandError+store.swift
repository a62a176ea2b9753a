import Store

extension CommandError {
    /// Does work in the database, and makes its error one that a command ends with.
    static func fromStore<Value: Sendable>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(CommandError) -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw CommandError(error)
        }
    }
}
