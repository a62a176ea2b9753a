/// The places pictures are drawn in, given in the order they were asked for.
actor StudioPlaces {
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<PhotoError?, Never>
    }

    private let drawing: Int
    private let waiting: Int
    private var taken = 0
    private var waiters: [Waiter] = []
    private var lastNumber = 0

    init(drawing: Int, waiting: Int) {
        self.drawing = drawing
        self.waiting = waiting
    }

    /// How many pictures wait.
    var queued: Int { waiters.count }

    /// Waits for a place, which whoever got it has to leave; throws when too many wait or the task is cancelled.
    func take() async throws(PhotoError) {
        guard !Task.isCancelled else { throw .interrupted }
        if taken < drawing {
            taken += 1
            return
        }
        guard waiters.count < waiting else { throw .busy }
        lastNumber += 1
        let number = lastNumber
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { waiters.append(Waiter(number: number, continuation: $0)) }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
        if let refusal { throw refusal }
    }

    /// Gives a place back: to whoever waits longest, where anybody waits.
    func leave() {
        guard waiters.isEmpty else { return waiters.removeFirst().continuation.resume(returning: nil) }
        taken -= 1
    }

    private func giveUp(_ number: Int) {
        guard let index = waiters.firstIndex(where: { $0.number == number }) else { return }
        waiters.remove(at: index).continuation.resume(returning: .interrupted)
    }
}
