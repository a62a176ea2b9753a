/// Lets only a few tests at a time have a database: the test server has connections for no more.
actor Turnstile {
    static let databases = Turnstile(places: 6)

    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        free = places
    }

    /// Waits for a place; each must be given back with `leave`.
    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    /// Gives a place to the next in line.
    func leave() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
