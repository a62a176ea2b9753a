/// How long a call is made again before it is given up.
struct Patience: Sendable, Hashable {
    /// The first answer or failure is the last.
    static let none = Patience(.zero)

    /// From the first try, while the server answers that it cannot just now.
    let busy: Duration
    /// From the first failure in a row, while no answer comes at all.
    let silent: Duration

    /// The same for both.
    init(_ limit: Duration) { self.init(busy: limit, silent: limit) }

    /// One for a server that is busy, one for a server that is gone.
    init(busy: Duration, silent: Duration) {
        self.busy = busy
        self.silent = silent
    }
}
