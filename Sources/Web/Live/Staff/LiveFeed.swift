import NIOCore
import Store
import Synchronization

/// Tells staff's live pages of one jurisdiction what happens in it, whichever server it happens on.
///
/// One look at the event table for everybody, only while somebody watches; what it finds is written down once for each
/// department's pages, however many watch. Each event is in one message of each stream: a stream begins at the snapshot
/// of the last look, and what its page has not seen before that is read for it alone.
final class LiveFeed: Sendable {
    /// A message, and its place in the line of all: a gap means that some were dropped.
    struct Part: Sendable {
        let turn: UInt64
        let bytes: ByteBuffer
    }

    /// Called with every message; it must not block.
    typealias Tell = @Sendable (Part) -> Void

    /// One who watches.
    struct Ticket: Sendable {
        fileprivate let place: UInt64
        /// What the page has not seen yet.
        let first: Part
    }

    private struct Watcher: Sendable {
        let audience: LiveAudience
        let tell: Tell
    }

    /// Where a watcher begins.
    private struct Start: Sendable {
        let place: UInt64
        let turn: UInt64
        let news: EventNews
    }

    private struct State: Sendable {
        var next: UInt64 = 0
        var turn: UInt64 = 0
        /// What the last look found; nil while nobody watches.
        var latest: EventNews?
        var watchers: [UInt64: Watcher] = [:]
        var running: Task<Void, any Error>?
        var queued: Task<Void, any Error>?
        /// What was read for pages that came again, by what they had seen: after a cut it is the same for all.
        var missed: [Missed: Task<EventNews, any Error>] = [:]
    }

    private struct Missed: Sendable, Hashable {
        let seen: EventSnapshot
        let until: EventSnapshot
    }

    /// The most events that one look takes along, of all departments.
    private static let maximumRead = 400

    let reader: EventReader
    private let state = Mutex(State())

    init(reader: EventReader) {
        self.reader = reader
    }

    /// How many watch at this moment.
    var count: Int { state.withLock { $0.watchers.count } }

    /// What the last look found; nil while nobody watches.
    var latest: EventNews? { state.withLock { $0.latest } }

    // MARK: - Watching

    /// Begins to tell a page that has seen a snapshot, until `end` is called with the ticket.
    ///
    /// `seen` is the snapshot in words, as the page's last message or the page itself has it, nil for what comes now;
    /// `privateServices` are the codes of the services that are private now. What the page has missed is in the ticket.
    func watch(
        _ audience: LiveAudience,
        seen text: String?,
        privateServices: Set<String>,
        tell: @escaping Tell
    ) async throws -> Ticket {
        let seen = text.flatMap { EventSnapshot($0) }
        // Another server may have looked later than this one.
        if let seen, let known = latest?.snapshot, !known.covers(seen) { try await look(privateServices) }
        let start = try await begin(Watcher(audience: audience, tell: tell))
        do {
            let bytes = try await first(start.news, after: seen, isNamed: text != nil, audience, privateServices)
            return Ticket(place: start.place, first: Part(turn: start.turn, bytes: bytes))
        } catch {
            end(start.place)
            throw error
        }
    }

    /// Puts a watcher beside the others, and says where it begins: at the last look, or, as the first, at what is now.
    private func begin(_ watcher: Watcher) async throws -> Start {
        var now: EventNews?
        while true {
            let start = state.withLock { state -> Start? in
                // The last of the others may have left since, so both are done under one lock.
                state.latest = state.latest ?? now
                guard let latest = state.latest else { return nil }
                state.next += 1
                state.watchers[state.next] = watcher
                return Start(place: state.next, turn: state.turn, news: latest)
            }
            if let start { return start }
            now = try await reader.latest(0)
        }
    }

    /// Tells no more.
    func end(_ ticket: Ticket) { end(ticket.place) }

    private func end(_ place: UInt64) {
        state.withLock { state in
            state.watchers[place] = nil
            // The next who comes begins with what is then, not with all that happened meanwhile.
            if state.watchers.isEmpty { (state.latest, state.missed) = (nil, [:]) }
        }
    }

    /// What a page is told first.
    private func first(
        _ start: EventNews,
        after seen: EventSnapshot?,
        isNamed: Bool,
        _ audience: LiveAudience,
        _ privateServices: Set<String>
    ) async throws -> ByteBuffer {
        guard let seen else { return isNamed ? LiveMessage.reset(.unknown, start) : LiveMessage.beat(start) }
        guard start.snapshot.covers(seen) else { return LiveMessage.reset(.unknown, start) }
        guard seen != start.snapshot else { return LiveMessage.beat(start) }
        let found = try await missed(Missed(seen: seen, until: start.snapshot))
        let news = EventNews(at: start.at, snapshot: start.snapshot, events: found.events, isCut: found.isCut)
        return LiveMessage.changes(news, for: audience, privateServices: privateServices) ?? LiveMessage.beat(start)
    }

    private func missed(_ missed: Missed) async throws -> EventNews {
        let task = state.withLock { state in
            if let task = state.missed[missed] { return task }
            let task = Task<EventNews, any Error> { [reader] in
                try await reader.news(since: missed.seen, until: missed.until, limit: Self.maximumRead)
            }
            state.missed[missed] = task
            return task
        }
        return try await task.value
    }

    // MARK: - Looking

    /// Looks, and tells everybody what there is; true where anything had happened.
    ///
    /// One look at a time, and one that begins after the call.
    @discardableResult
    func look(_ privateServices: Set<String>) async throws -> Bool {
        let turn = state.withLock { $0.turn }
        let task = state.withLock { state in
            if let queued = state.queued { return queued }
            let before = state.running
            let task = Task { [self] in
                _ = await before?.result
                self.state.withLock { state in (state.running, state.queued) = (state.queued, nil) }
                try await read(privateServices)
            }
            state.queued = task
            return task
        }
        try await task.value
        return state.withLock { $0.turn } != turn
    }

    private func read(_ privateServices: Set<String>) async throws {
        guard let known = latest else { return }
        let news = try await reader.news(since: known.snapshot, limit: Self.maximumRead)
        // Whoever began to watch meanwhile began with what was known before.
        state.withLock { state in
            guard state.latest?.snapshot == known.snapshot else { return }
            state.latest = news
            state.missed = [:]
            guard !news.events.isEmpty else { return }
            state.turn += 1
            Self.tell(news, to: state, privateServices)
        }
    }

    /// Says that it was looked and nothing happened.
    func beat() {
        state.withLock { state in
            guard let latest = state.latest else { return }
            state.turn += 1
            let part = Part(turn: state.turn, bytes: LiveMessage.beat(latest))
            for watcher in state.watchers.values { watcher.tell(part) }
        }
    }

    private static func tell(_ news: EventNews, to state: State, _ privateServices: Set<String>) {
        var parts: [LiveAudience: Part] = [:]
        for watcher in state.watchers.values {
            let part =
                parts[watcher.audience]
                ?? Part(
                    turn: state.turn,
                    // Who is not concerned hears that too: the place to go on from is a later one.
                    bytes: LiveMessage.changes(news, for: watcher.audience, privateServices: privateServices)
                        ?? LiveMessage.beat(news)
                )
            parts[watcher.audience] = part
            watcher.tell(part)
        }
    }
}
