import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One part of a list of requests being looked for: piece by piece, first among the newest, then where few can be.
struct RequestWalk: Sendable {
    private let search: RequestSearch
    private let cursor: RequestCursor?
    private var source: RequestSource
    private var dates: [Date] = []
    /// How many belong to the list, and were looked at, behind the cursor.
    private var hits = 0
    private var looked = 0
    private var last: RequestCursor?
    private var isAtEnd = false

    /// The numbers of the requests of this part, in its order.
    private(set) var numbers: [Int64] = []
    /// Where the next part begins; nil where there is none.
    private(set) var next: RequestCursor?
    /// Whether this part ended before it was full because enough had been looked at.
    private(set) var isCutShort = false

    /// How many are looked at in one piece: enough to fill most parts, and read in a moment.
    ///
    /// By services it is so many of each.
    private static let piece = 20_000
    private static let pieceOfService = 5000
    /// Where every one belongs to the list no more need be looked at than are left out and shown.
    ///
    /// In few sizes, so that the statements are few.
    private static let sizes = [101, 1001, 5001, 20_001, ServiceRequest.Query.maximumDepth + 1]

    /// Looks for a part.
    init(
        _ search: RequestSearch,
        after cursor: RequestCursor?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        self.search = search
        self.cursor = cursor
        source = search.isPlain && search.isOfServices ? .services : .newest
        try run(on: connection)
        let limit = search.query.limit
        guard numbers.count <= limit else {
            next = RequestCursor(at: dates[limit - 1], number: numbers[limit - 1])
            numbers.removeSubrange(limit...)
            return
        }
        isCutShort = !isAtEnd
        next = isAtEnd ? nil : last
    }

    /// How many the whole list has.
    func total(on connection: isolated PostgresConnection) throws(PostgresError) -> ItemCount {
        if cursor == nil, isAtEnd { return ItemCount(hits) }
        if search.isPlain { return try search.counted(in: source, upTo: RequestReader.countLimit, on: connection) }
        if cursor == nil { return ItemCount(hits, isMore: true) }
        // What was found behind the cursor is not all.
        let first = try search.found(in: .newest, after: nil, skip: 0, limit: 0, look: Self.piece, on: connection)
        if first.looked < Self.piece { return ItemCount(first.hits) }
        let most = RequestSearch.fewLimit
        if let few = try search.few(on: connection) {
            return ItemCount(
                try search.found(in: .few(few), after: nil, skip: 0, limit: 0, look: most, on: connection).hits
            )
        }
        return ItemCount(max(first.hits, hits), isMore: true)
    }

    private var wanted: Int { search.query.limit + 1 }
    private var skip: Int { cursor == nil ? search.query.offset : 0 }
    private var isDone: Bool { isAtEnd || numbers.count >= wanted }

    private mutating func run(on connection: isolated PostgresConnection) throws(PostgresError) {
        guard !search.isPlain else {
            let needed = skip + wanted
            return try look(Self.sizes.first { $0 >= needed } ?? needed, on: connection)
        }
        try look(Self.piece, on: connection)
        guard !isDone else { return }
        if let few = try search.few(on: connection) {
            (source, hits, looked, last) = (.few(few), 0, 0, nil)
            (numbers, dates) = ([], [])
            return try look(RequestSearch.fewLimit, on: connection)
        }
        if search.isOfServices { source = .services }
        let piece = search.isOfServices ? Self.pieceOfService : Self.piece
        while !isDone, looked < search.mostLooks { try look(piece, on: connection) }
    }

    private mutating func look(_ count: Int, on connection: isolated PostgresConnection) throws(PostgresError) {
        let found = try search.found(
            in: source,
            after: last ?? cursor,
            skip: max(0, skip - hits),
            limit: wanted - numbers.count,
            look: count,
            on: connection
        )
        numbers += found.numbers
        dates += found.dates
        hits += found.hits
        looked += found.looked
        last = found.last ?? last
        isAtEnd = found.looked < count
    }
}
