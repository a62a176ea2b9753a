import Dispatch

/// Runs an actor's work on a thread that may wait for a disk: Swift's cooperative threads must not.
final class DiskThread: SerialExecutor {
    private let queue = DispatchQueue(label: "photos")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
