import Logging
import Postgres
import ServiceLifecycle
import Store
import Synchronization
import Testing

@Suite struct SweeperTests {
    @Test func `full batches follow one another at once, and a failed sweep is made again later`() async throws {
        let calls = Mutex(0)
        let (over, isOver) = AsyncStream<Void>.makeStream()
        var quiet = Logger(label: "tests")
        quiet.logLevel = .critical
        let sweeper = Sweeper(of: "things", batch: 2, interval: .milliseconds(1), logger: quiet) {
            limit throws(StoreError) in
            #expect(limit == 2)
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            switch call {
            case 1, 2: return 2
            case 3: return 1
            case 4: throw StoreError.unavailable(PostgresError(.poolClosed, detail: "a test"))
            default:
                isOver.yield()
                return 0
            }
        }
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await sweeper.run() }
            for await _ in over { break }
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
        #expect(calls.withLock { $0 } >= 5)
    }
}
