import Foundation

/// Runs file reading and index building on a thread made for it.
///
/// Swift's cooperative threads are as few as the processor's cores, and everything else waits for them.
enum ReadingThread {
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(WebError) -> Value
    ) async throws(WebError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, WebError>, Never>) in
            let thread = Thread {
                continuation.resume(returning: Result(catching: work))
            }
            thread.name = "reading"
            // GEOS recurses through its trees.
            thread.stackSize = 8 << 20
            thread.start()
        }
        return try result.get()
    }
}
