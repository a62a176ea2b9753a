/// Lets only a few tests at a time through.
public actor Turnstile {
    /// For databases: the test server has connections for no more.
    static let databases = Turnstile(places: 6)

    /// For tests with a database server, servers and load of their own: two, because they wait for much of their time.
    public static let machines = Turnstile(places: 2)

    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        free = places
    }

    /// Waits for a place; each must be given back with `leave`.
    public func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    /// Gives a place to the next in line.
    public func leave() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
