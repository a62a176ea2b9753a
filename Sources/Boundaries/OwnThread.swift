import Foundation

/// Runs long work in C on a thread made for it.
///
/// Swift's cooperative threads are as few as the processor's cores, and everything else waits for them.
enum OwnThread {
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(BoundaryError) -> Value
    ) async throws(BoundaryError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, BoundaryError>, Never>) in
            let thread = Thread {
                // GEOS goes one stack frame deeper for every level of its trees; half a megabyte would do.
                continuation.resume(returning: Result(catching: work))
            }
            thread.name = "boundaries"
            thread.stackSize = 8 << 20
            thread.start()
        }
        return try result.get()
    }
}
