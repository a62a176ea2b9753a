import Logging
import Synchronization

extension PostgresPool {
    /// Takes an idle connection, opens one, or waits in line.
    func lease(fileID: String, line: Int) async throws(PostgresError) -> PostgresConnection {
        let acquired = state.withLock { $0.machine.acquire(jitter: .random(in: 0...1)) }
        let grant =
            switch acquired {
            case .connection(let connection): Grant.connection(connection)
            case .slot(let delay): Grant.slot(delay: delay)
            case .closed: Grant.refused(.poolClosed, "the pool was closed")
            case .none: await stand()
            }
        switch grant {
        case .connection(let connection): return connection
        case .slot(let delay): return try await open(after: delay, fileID: fileID, line: line)
        case .refused(let code, let detail): throw PostgresError(code, detail: detail, fileID: fileID, line: line)
        }
    }

    /// Opens a connection into a slot this caller holds; the slot is given up when that fails.
    private func open(
        after delay: Duration,
        fileID: String,
        line: Int
    ) async throws(PostgresError) -> PostgresConnection {
        if delay > .zero {
            do {
                try await Task.sleep(for: min(delay, waitLimit))
            } catch {
                giveUpSlot(hasFailedToOpen: false)
                throw PostgresError(.poolTimeout, detail: "cancelled before connecting", fileID: fileID, line: line)
            }
        }
        do throws(PostgresError) {
            let connection = try await PostgresConnection.open(configuration, fileID: fileID, line: line)
            state.withLock { $0.machine.opened() }
            failures.reset()
            return connection
        } catch {
            // A database that is away for an hour is one fact, not a line for every try.
            if let keptBack = failures.pass() {
                logger.warning(
                    "no connection to the database",
                    metadata: ["error": "\(String(reflecting: error))", "lines.kept-back": "\(keptBack)"]
                )
            }
            giveUpSlot(hasFailedToOpen: true)
            throw error
        }
    }

    // MARK: - The line

    private func stand() async -> Grant {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                enter(waiter, id: id)
            }
        } onCancel: {
            let waiter = state.withLock { $0.machine.leave(id: id) }
            waiter?.resume(returning: .refused(.poolTimeout, "the task was cancelled while it waited in line"))
        }
    }

    private func enter(_ waiter: Waiter, id: UInt64) {
        let grant: Grant? = state.withLock { state in
            // Asked under the lock: a cancellation after this finds the waiter in the line.
            if Task.isCancelled { return .refused(.poolTimeout, "the task was cancelled before it waited in line") }
            switch state.machine.acquire(jitter: .random(in: 0...1)) {
            case .connection(let connection): return .connection(connection)
            case .slot(let delay): return .slot(delay: delay)
            case .closed: return .refused(.poolClosed, "the pool was closed")
            case .none: break
            }
            state.machine.wait(waiter, id: id, until: .now + waitLimit)
            if !state.hasTimer {
                state.hasTimer = true
                // Nobody awaits it: one timer serves the whole line, and it ends by itself when the line has gone.
                Task { await self.watchLine() }
            }
            return nil
        }
        if let grant { waiter.resume(returning: grant) }
    }

    private func watchLine() async {
        while true {
            let limit = state.withLock { state in
                state.hasTimer = state.machine.nextLimit != nil
                return state.machine.nextLimit
            }
            guard let limit else { return }
            try? await Task.sleep(until: limit)
            for waiter in state.withLock({ $0.machine.expire(at: .now) }) {
                waiter.resume(returning: .refused(.poolTimeout, "no connection became free within \(waitLimit)"))
            }
        }
    }

    // MARK: - Returning

    /// Takes a connection back on its own thread and says what its borrower has to do with it.
    func giveBack(_ connection: PostgresConnection, isUsable: Bool) -> PostgresConnection.Afterwards {
        if !isUsable {
            // A closed pool waits for the connection to be closed; an open one serves the next with a new one at once.
            guard !state.withLock(\.machine.isClosed) else { return .closeAndReport }
            giveUpSlot(hasFailedToOpen: false)
            return .close
        }
        switch state.withLock({ $0.machine.giveBack(connection) }) {
        case .handOver(let waiter):
            waiter.resume(returning: .connection(connection))
            return .nothing
        case .unwanted:
            return .closeAndReport
        case .kept, .freed, .openFor, .closing:
            return .nothing
        }
    }

    /// Does what `giveBack` has said.
    func dismiss(_ connection: PostgresConnection, _ afterwards: PostgresConnection.Afterwards) async {
        switch afterwards {
        case .nothing: break
        case .close: await connection.close()
        case .closeAndReport:
            await connection.close()
            giveUpSlot(hasFailedToOpen: false)
        }
    }

    private func giveUpSlot(hasFailedToOpen: Bool) {
        let returned = state.withLock {
            $0.machine.giveUpSlot(hasFailedToOpen: hasFailedToOpen, jitter: .random(in: 0...1))
        }
        switch returned {
        case .openFor(let waiter, let delay): waiter.resume(returning: .slot(delay: delay))
        case .closing(let isLast): if isLast { finishClosing() }
        case .handOver, .kept, .freed, .unwanted: break
        }
    }

    private func finishClosing() {
        let closers = state.withLock { state in
            defer { state.closers.removeAll() }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }
}
