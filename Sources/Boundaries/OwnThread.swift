import Foundation

/// Runs blocking or long work on a thread made for it.
///
/// Swift's cooperative threads are as few as the processor's cores, and everything else waits for them.
package enum OwnThread {
    /// Waits for the work without holding a cooperative thread.
    package static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
            let thread = Thread {
                continuation.resume(returning: Result(catching: work))
            }
            thread.name = "own-thread"
            // GEOS goes one stack frame deeper for every level of its trees.
            thread.stackSize = 8 << 20
            thread.start()
        }
        return try result.get()
    }
}
