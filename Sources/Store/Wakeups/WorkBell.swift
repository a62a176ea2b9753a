import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rings when work begins to wait: claims that wait in this process look at once, and other processes are told.
///
/// One a process. It only saves time: a claim that waits also looks by itself, so a ring that is lost costs a second or
/// two. Whoever makes work wait rings after its commit, never before.
public final class WorkBell: Sendable {
    /// The channel on which processes tell one another.
    public static let channel = "dispatch311_work"

    /// Says when there is something to send; for one `WorkBellRelay`.
    let posted: AsyncStream<Void>

    private let post: AsyncStream<Void>.Continuation
    private let news = Mutex(WorkNews())
    private let rooms = Mutex<[Int32: WaitingRoom]>([:])
    private let ears = Mutex<[Int32: @Sendable () -> Void]>([:])
    // Tells a process its own words from others'.
    private let name = UUID().uuidString

    /// Creates a bell that nobody waits for yet.
    public init() {
        (posted, post) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells somebody besides the claims that wait whenever something is rung for in a jurisdiction.
    ///
    /// It must not block. There is one a jurisdiction: the last takes the place of the others.
    public func listen(in jurisdiction: Int32, _ hear: @escaping @Sendable () -> Void) {
        ears.withLock { $0[jurisdiction] = hear }
    }

    private func tellEar(of jurisdiction: Int32) { ears.withLock { $0[jurisdiction] }?() }

    func room(of jurisdiction: Int32) -> WaitingRoom {
        rooms.withLock { rooms in
            if let room = rooms[jurisdiction] { return room }
            let room = WaitingRoom()
            rooms[jurisdiction] = room
            return room
        }
    }

    // MARK: - Ringing

    /// Items have begun to wait.
    func ring(_ arrivals: [WorkArrival]) {
        guard !arrivals.isEmpty else { return }
        for arrival in arrivals { room(of: arrival.jurisdiction).ring(arrival) }
        for jurisdiction in Set(arrivals.map(\.jurisdiction)) { tellEar(of: jurisdiction) }
        news.withLock { news in
            for arrival in arrivals { news.add(arrival) }
        }
        post.yield()
    }

    /// Items have begun to wait somewhere in a jurisdiction.
    func ringAll(in jurisdiction: Int32) {
        room(of: jurisdiction).ringAll()
        tellEar(of: jurisdiction)
        news.withLock { $0.add(whole: jurisdiction) }
        post.yield()
    }

    // MARK: - Between processes

    /// What is to be said to the others since the last time; nil where nothing is.
    func takeNews() -> String? {
        news.withLock { news in
            guard !news.isEmpty else { return nil }
            defer { news = WorkNews() }
            return news.payload(from: name)
        }
    }

    /// What was to be said could not be: the others look at everything when it can.
    func sendEverything() {
        news.withLock { $0.addEverything() }
        post.yield()
    }

    /// Passes on what another process said on the channel.
    public func hear(_ payload: String) {
        guard let news = WorkNews(payload: payload, to: name) else { return }
        guard !news.isEverything else { return lookEverywhere() }
        for jurisdiction in news.whole { room(of: jurisdiction).ringAll() }
        for arrival in news.all { room(of: arrival.jurisdiction).ring(arrival) }
        for jurisdiction in news.whole.union(news.all.map(\.jurisdiction)) { tellEar(of: jurisdiction) }
    }

    /// Anything may have been missed: every claim that waits looks.
    public func lookEverywhere() {
        for room in rooms.withLock({ Array($0.values) }) { room.ringAll() }
        for hear in ears.withLock({ Array($0.values) }) { hear() }
    }
}
