import Synchronization

/// A claim's place among those that wait for work.
///
/// Taken before the first look, so that no ring falls between a look and the wait that follows it:
///
/// ```swift
/// let place = queues.enterLine(for: worker)
/// defer { place.leave() }
/// while let more = … {
///     if let claim = try await place.look({ try await queues.claim(1, for: worker, lease: lease) }) { return claim }
///     await place.wait(atMost: more)
/// }
/// ```
public struct PlaceInLine: Sendable {
    private let room: WaitingRoom
    private let id: UInt64

    init(_ scope: ClaimScope, in room: WaitingRoom) {
        self.room = room
        id = room.line.withLock { $0.enter(scope) }
    }

    /// Looks for work; what throws has not looked, and its ring goes to the next in line with `leave`.
    public func look<R: Sendable>(_ look: () async throws -> R?) async throws -> R? {
        let ring = room.line.withLock { $0.takeRing(at: id) }
        do {
            return try await look()
        } catch {
            if let ring { room.line.withLock { $0.putBack(ring, at: id) } }
            throw error
        }
    }

    /// Waits until work has come in that this claim is the next for, or the time is up, or the task is cancelled.
    public func wait(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await waitForRing() }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Gives the place up; must be called once.
    public func leave() {
        for waiter in room.line.withLock({ $0.leave(id) }) { waiter.resume() }
    }

    private func waitForRing() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                // Asked under the lock: a cancellation after this finds the waiter.
                let isWaiting = room.line.withLock { line in !Task.isCancelled && line.wait(waiter, at: id) }
                if !isWaiting { waiter.resume() }
            }
        } onCancel: {
            room.line.withLock { $0.stopWaiting(at: id) }?.resume()
        }
    }
}
