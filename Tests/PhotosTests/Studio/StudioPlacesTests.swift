import Synchronization
import Testing

@testable import Photos

@Suite struct StudioPlacesTests {
    private final class Log: Sendable {
        let order = Mutex<[Int]>([])
    }

    /// Waits until so many wait.
    private func wait(for count: Int, in places: StudioPlaces) async throws {
        for _ in 0..<6000 where await places.queued != count { try await Task.sleep(for: .milliseconds(5)) }
        #expect(await places.queued == count)
    }

    @Test func `places are given in order, and nobody waits in a full room`() async throws {
        let places = StudioPlaces(drawing: 1, waiting: 2)
        try await places.take()
        let log = Log()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...2 {
                group.addTask {
                    try await places.take()
                    log.order.withLock { $0.append(number) }
                    await places.leave()
                }
                try await wait(for: number, in: places)
            }
            await #expect(throws: PhotoError.busy) { try await places.take() }
            await places.leave()
            try await group.waitForAll()
        }
        #expect(log.order.withLock { $0 } == [1, 2])
        // All are free again.
        try await places.take()
    }

    @Test func `whoever is cancelled waits no more and takes no place`() async throws {
        let places = StudioPlaces(drawing: 1, waiting: 2)
        try await places.take()
        let waiting = Task { try await places.take() }
        try await wait(for: 1, in: places)
        waiting.cancel()
        await #expect(throws: PhotoError.interrupted) { try await waiting.value }
        await places.leave()
        try await places.take()
        #expect(await places.queued == 0)
    }
}
