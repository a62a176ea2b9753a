import ServiceLifecycle
import Synchronization

/// The streams that are open: not more than there may be, each told now and then that it is still there, and all ended
/// when the server stops.
///
/// One timer for all of them, because there may be thousands.
final class StreamSlots: Service, Sendable {
    /// What goes through a stream.
    enum Part: Sendable {
        case event(StreamEvent)
        /// A message of staff's live pages, which is the same for many.
        case live(LiveFeed.Part)
        /// A line that says nothing: proxies cut what is silent, and a client that is gone is noticed by it.
        case beat
    }

    /// What stands in line for one stream; what is old by then makes room for what is new.
    typealias Mailbox = AsyncStream<Part>.Continuation

    private struct State {
        var isEnded = false
        var next: UInt64 = 0
        var taken = 0
        var mailboxes: [UInt64: Mailbox] = [:]
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let beat: Duration

    init(maximum: Int, beat: Duration) {
        self.maximum = maximum
        self.beat = beat
    }

    /// How many are taken at this moment.
    var count: Int { state.withLock { $0.taken } }

    /// Takes one, which is given back when nobody holds it any more.
    func take() throws(Refusal) -> StreamSlot {
        let isTaken = state.withLock { state in
            guard !state.isEnded, state.taken < maximum else { return false }
            state.taken += 1
            return true
        }
        guard isTaken else {
            throw .unavailable("So many pages wait for news that this one cannot; reload it instead.", retryAfter: 60)
        }
        return StreamSlot(of: self)
    }

    fileprivate func giveBack() { state.withLock { $0.taken -= 1 } }

    fileprivate func add(_ mailbox: Mailbox) -> UInt64? {
        let place = state.withLock { state -> UInt64? in
            guard !state.isEnded else { return nil }
            state.next += 1
            state.mailboxes[state.next] = mailbox
            return state.next
        }
        if place == nil { mailbox.finish() }
        return place
    }

    fileprivate func remove(_ place: UInt64) { state.withLock { _ = $0.mailboxes.removeValue(forKey: place) } }

    /// Beats until the server has drained.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while (try? await Task.sleep(for: beat)) != nil {
                for mailbox in state.withLock({ Array($0.mailboxes.values) }) {
                    // A beat must not take an event's place.
                    if case .dropped(let part) = mailbox.yield(.beat), case .event = part { mailbox.yield(part) }
                }
            }
        }
    }

    /// The server stops: ends all of them, and begins no other.
    func end() {
        let mailboxes = state.withLock { state in
            state.isEnded = true
            return Array(state.mailboxes.values)
        }
        for mailbox in mailboxes { mailbox.finish() }
    }
}

/// One of the streams there may be.
final class StreamSlot: Sendable {
    private let slots: StreamSlots

    fileprivate init(of slots: StreamSlots) {
        self.slots = slots
    }

    deinit { slots.giveBack() }

    /// Lets the mailbox be told of beats and of the end while work runs.
    func open(_ mailbox: StreamSlots.Mailbox, _ work: () async throws -> Void) async throws {
        let place = slots.add(mailbox)
        defer { if let place { slots.remove(place) } }
        try await work()
    }
}
