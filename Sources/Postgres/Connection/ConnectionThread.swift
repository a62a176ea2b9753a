import Dispatch
import Glibc
import Synchronization

/// A serial executor that runs an actor's code on one thread of its own.
///
/// libpq may block there for as long as a deadline allows without taking a thread from Swift's small pool. After `stop`
/// the thread is gone, and what is still sent to the actor runs on a short-lived one, so that no task waits for ever.
final class ConnectionThread: SerialExecutor {
    private enum Phase {
        /// No thread yet, or the thread is gone.
        case idle
        /// The thread runs what comes.
        case running
        /// The thread ends as soon as nothing is left.
        case ending
        /// After `stop`: a thread runs what came late and ends.
        case late
    }

    private struct State: Sendable {
        var phase = Phase.idle
        var isStopped = false
        var waiting: [UnownedJob] = []
        var thread: pthread_t?
        var stopped: [CheckedContinuation<Void, Never>] = []

        /// Gives the thread all that waits, or says that it has to wait, or takes it off.
        mutating func take(_ batch: inout [UnownedJob]) -> Turn {
            guard waiting.isEmpty else {
                swap(&batch, &waiting)
                return .work
            }
            guard phase != .running else { return .nothing }
            phase = .idle
            thread = nil
            defer { stopped.removeAll() }
            return .end(stopped: stopped)
        }
    }

    /// What the thread does next.
    private enum Turn: Sendable {
        case work
        case nothing
        case end(stopped: [CheckedContinuation<Void, Never>])
    }

    private let state = Mutex(State())
    /// Counts up when the thread may have something to do: its first piece of waiting work, or its end.
    private let arrived = DispatchSemaphore(value: 0)

    // MARK: - Life

    /// Starts the thread; throws `.connectFailed` when the system gives none.
    func start() throws(PostgresError) {
        let failure = state.withLock { state in
            state.phase = .running
            return spawn(&state)
        }
        guard failure == 0 else {
            throw PostgresError(.connectFailed, detail: "expected a new thread, found errno \(failure)")
        }
    }

    /// Ends the thread once it has run what it was given, and joins it; a second caller waits as long.
    ///
    /// Not to be called on the thread itself.
    func stop() async {
        let mine: pthread_t? = state.withLock { state in
            state.isStopped = true
            guard state.phase == .running else { return nil }
            state.phase = .ending
            return state.thread
        }
        await withCheckedContinuation { continuation in
            let isGone = state.withLock { state in
                if state.phase == .ending {
                    state.stopped.append(continuation)
                    arrived.signal()
                    return false
                }
                return true
            }
            if isGone { continuation.resume() }
        }
        // The thread has said that it is past its last step, so this does not wait.
        if let mine { pthread_join(mine, nil) }
    }

    /// Lets the thread end by itself, for an owner that goes away without `stop`.
    func abandon() {
        state.withLock { state in
            state.isStopped = true
            guard state.phase == .running else { return }
            state.phase = .ending
            if let thread = state.thread { pthread_detach(thread) }
            arrived.signal()
        }
    }

    // MARK: - SerialExecutor

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let runHere = state.withLock { state in
            state.waiting.append(job)
            switch state.phase {
            case .running, .ending:
                // The thread takes all there is, so only the first of them has to wake it.
                if state.waiting.count == 1 { arrived.signal() }
                return false
            case .late:
                return false
            case .idle:
                state.phase = .late
                guard spawn(&state) == 0 else { return true }
                if let thread = state.thread { pthread_detach(thread) }
                return false
            }
        }
        // No thread to be had: the caller's is better than a task that never goes on.
        if runHere { run() }
    }

    func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "expected this connection's own thread, found another")
    }

    func isIsolatingCurrentContext() -> Bool? {
        state.withLock { state in state.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    // MARK: - The thread

    private func spawn(_ state: inout State) -> Int32 {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(self)
        let failure = unsafe pthread_create(
            &thread,
            nil,
            { box in
                guard let box = unsafe box else { return nil }
                let executor = unsafe Unmanaged<ConnectionThread>.fromOpaque(box).takeRetainedValue()
                executor.leaveSignalsToOthers()
                executor.run()
                return nil
            },
            box.toOpaque()
        )
        if failure == 0 { state.thread = thread } else { unsafe box.release() }
        return failure
    }

    // Signal handlers belong on the program's threads, and a broken pipe is an error, not the end.
    private func leaveSignalsToOthers() {
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    private func run() {
        var batch: [UnownedJob] = []
        while takeBatch(&batch) {
            for job in batch {
                unsafe job.runSynchronously(on: asUnownedSerialExecutor())
            }
            batch.removeAll(keepingCapacity: true)
        }
    }

    /// Waits for work; false when the thread is to end.
    private func takeBatch(_ batch: inout [UnownedJob]) -> Bool {
        while true {
            switch state.withLock({ state in state.take(&batch) }) {
            case .work: return true
            case .nothing: arrived.wait()
            case .end(let stopped):
                for continuation in stopped { continuation.resume() }
                return false
            }
        }
    }
}
