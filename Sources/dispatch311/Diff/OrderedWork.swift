import Foundation

/// Works on batches on all cores, and gives the results in the order of the batches.
enum OrderedWork {
    private struct Done<Output: Sendable>: Sendable {
        let number: Int
        let output: Output
    }

    /// Reads batches until one is empty; the next is read while those before it are worked on.
    ///
    /// At most two batches a core are under way or wait for one before them, so that memory stays bounded. Throws what
    /// `next` and `tell` throw, and that it was interrupted where its task is cancelled.
    static func run<Input: Sendable, Output: Sendable>(
        next: () async throws(CommandError) -> [Input],
        work: @escaping @Sendable ([Input]) -> Output,
        tell: (Output) throws(CommandError) -> Void
    ) async throws(CommandError) {
        let width = 2 * max(1, ProcessInfo.processInfo.activeProcessorCount)
        let failure: CommandError? = await withTaskGroup(of: Done<Output>.self) { group in
            var given = 0
            var told = 0
            var early: [Int: Output] = [:]
            do throws(CommandError) {
                while true {
                    if Task.isCancelled {
                        throw CommandError(.tryAgain, "interrupted before all requests were looked at")
                    }
                    let batch = try await next()
                    if !batch.isEmpty {
                        let number = given
                        group.addTask { Done(number: number, output: work(batch)) }
                        given += 1
                    }
                    while given - told >= (batch.isEmpty ? 1 : width), let done = await group.next() {
                        early[done.number] = done.output
                        while let output = early.removeValue(forKey: told) {
                            told += 1
                            try tell(output)
                        }
                    }
                    if batch.isEmpty { return nil }
                }
            } catch {
                group.cancelAll()
                return error
            }
        }
        if let failure { throw failure }
    }
}
