extension PostgresConnection {
    /// Subscribes to channels.
    func listen(to channels: [String]) throws(PostgresError) {
        try script(channels.map { "LISTEN \(SQL.quoted($0));" }.joined(separator: " "))
    }

    /// Blocks the connection's thread until something is said or the wake-up fires; then nothing is returned.
    ///
    /// After `silence` without a word it asks the server for one, so that a server that vanished is noticed.
    func nextNotifications(
        or wakeUp: WakeUp,
        silence: Duration
    ) throws(PostgresError) -> [PostgresNotification] {
        while true {
            let heard = takeNotifications()
            guard heard.isEmpty else { return heard }
            guard let socket = handle?.socket else { throw lostWhileListening() }
            switch Readiness.wait(for: socket, .reading, or: wakeUp.descriptor, until: Deadline(after: silence)) {
            case .ready:
                guard handle?.isIdleAndOpen() == true else { throw lostWhileListening() }
            case .wokenUp:
                return []
            case .deadlinePassed:
                try script("SELECT 1", deadline: .seconds(10))
            case .failed:
                throw lostWhileListening()
            }
        }
    }

    private func takeNotifications() -> [PostgresNotification] {
        var heard: [PostgresNotification] = []
        while let notification = handle?.nextNotification() { heard.append(notification) }
        return heard
    }

    private func lostWhileListening() -> PostgresError {
        end("lost while listening")
        return PostgresError(.connectionLost, detail: "expected notifications, found the connection closed")
    }
}
