import NIOCore
import Store
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps the board's figures of one jurisdiction for everybody who looks at them, and counts them anew now and then.
final class BoardKeeper: Sendable {
    /// What changes with every event.
    struct Now: Sendable {
        let figures: BoardFigures
        /// The last events, the latest first, and what a page that shows them has seen.
        let latest: EventNews
    }

    /// Who reads the same of the board: of a department, in a language.
    struct Reader: Sendable, Hashable {
        let department: String
        let language: String
    }

    /// What the board is made of; where it is the same, so is the board.
    struct Edition: Sendable, Hashable {
        let now: Date
        let outcomes: Date?
        let publication: Int
    }

    private struct Written: Sendable {
        let edition: Edition
        let html: ByteBuffer
    }

    /// How many of the last events are shown.
    static let events = 20

    private struct Where: Sendable {
        let privateServices: [String]
        let places: Kept<BoardPlaces>
    }

    private let board: Board
    private let current: Kept<Now>
    private let slow: Kept<BoardOutcomes>
    private let places = Mutex<Where?>(nil)
    private let written = Mutex<[Reader: Written]>([:])

    init(board: Board, events: EventReader) {
        self.board = board
        // What the events tell is in the figures: these are counted after.
        current = Kept(every: .milliseconds(500)) {
            let latest = try await events.latest(Self.events)
            return Now(figures: try await board.figures(), latest: latest)
        }
        slow = Kept(every: .seconds(60)) { try await board.outcomes() }
    }

    /// The figures of now, or of a moment ago; where that is before `moment`, a little is waited for newer ones.
    func now(notBefore moment: Date? = nil) async throws -> Now {
        try await current.value { known in moment.map { known.figures.at < $0 } ?? false }
    }

    /// What became of the work of the last 30 days; nil where that was never counted and takes long, or cannot be.
    func outcomes() async -> BoardOutcomes? { await slow.value(within: .seconds(1)) }

    /// The part of the board that changes, written down once for all who read the same.
    func html(of edition: Edition, for reader: Reader, write: () -> ByteBuffer) -> ByteBuffer {
        if let known = written.withLock({ $0[reader] }), known.edition == edition { return known.html }
        let html = write()
        written.withLock { $0[reader] = Written(edition: edition, html: html) }
        return html
    }

    /// Where the open requests are, but for those of private services.
    func places(privateServices: [String]) async throws -> BoardPlaces {
        // Where a service turns private, nothing that was kept is shown any more.
        let kept = places.withLock { kept in
            if let kept, kept.privateServices == privateServices { return kept.places }
            let places = Kept<BoardPlaces>(every: .seconds(10)) { [board] in
                try await board.places(privateServices: privateServices)
            }
            kept = Where(privateServices: privateServices, places: places)
            return places
        }
        return try await kept.value()
    }
}
