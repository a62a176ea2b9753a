import Postgres
import ServiceRequests

extension RequestMoves {
    /// The most links to pictures that a request has.
    private static let mostLinks = 20

    private struct Known: Sendable {
        let event: Int64
        let photos: [[UInt8]]
    }

    /// Does what a client says of the request with a public id, once however often and from however many sides at a time it
    /// is said; whoever calls knows that the client may.
    public func say(_ word: ClientWord, of id: String) async throws(StoreError) -> MoveResult<WrittenWord> {
        if let why = unfit(word.text) { return .refused(why) }
        guard let number = jurisdiction.cipher.number(for: id) else { return .refused(.unknown) }
        return try await onConnection(ringing: \.items) { connection throws(PostgresError) in
            try connection.retried { connection throws(PostgresError) in
                // A twin waits here until the first is written or gone.
                guard try begin(word, number, on: connection) else {
                    guard let known = try known(word, number, on: connection) else { return .refused(.isMoving) }
                    return .done(known)
                }
                let items: [Int64]
                switch try move(word, id, on: connection) {
                case .done(let waiting):
                    items = waiting
                case .refused(let why):
                    try forget(word, number, on: connection)
                    return .refused(why)
                }
                try add(word.mediaURLs, to: number, on: connection)
                guard let event = try settle(word, number, on: connection),
                    let update = jurisdiction.updates.id(for: event)
                else { throw PostgresError(.decoding, detail: "expected the event of a client's word, found none") }
                return .done(WrittenWord(updateID: update, isReplay: false, photos: word.photos, items: items))
            }
        }
    }

    /// What a client's word became; nil where it was not said.
    public func written(_ update: String, by client: Int32, of id: String) async throws(StoreError) -> WrittenWord? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        let word = ClientWord(id: update, client: client, move: .note, text: "")
        let result: MoveResult<WrittenWord?> = try await onConnection { connection throws(PostgresError) in
            .done(try known(word, number, on: connection))
        }
        guard case .done(let written) = result else { return nil }
        return written
    }

    /// Gives the items that wait because of it.
    private func move(
        _ word: ClientWord,
        _ id: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<[Int64]> {
        switch word.move {
        case .note:
            return try note(word.whole, of: id, on: connection).map { _ in [] }
        case .confirm:
            return try confirm(id, saying: word.text, on: connection).map { _ in [] }
        case .reopen:
            return try reopen(id, reason: word.text, by: .resident, on: connection).map { [$0.item] }
        }
    }

    private func begin(
        _ word: ClientWord,
        _ number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Bool {
        try connection.execute(
            """
            INSERT INTO client_update (jurisdiction, number, client, update_id, photos)
            VALUES (\(jurisdiction.number), \(number), \(word.client), \(word.id), \(word.photos)::bytea[])
            ON CONFLICT ON CONSTRAINT client_update_key DO NOTHING
            """
        ) == 1
    }

    private func known(
        _ word: ClientWord,
        _ number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> WrittenWord? {
        let found = try connection.first(
            "SELECT event, photos FROM client_update WHERE \(isWord(word, number)) AND event IS NOT NULL"
        ) { row throws(PostgresError) in
            let (event, photos) = try row.decode(Int64.self, [[UInt8]].self)
            return Known(event: event, photos: photos)
        }
        guard let found, let update = jurisdiction.updates.id(for: found.event) else { return nil }
        return WrittenWord(updateID: update, isReplay: true, photos: found.photos, items: [])
    }

    private func forget(
        _ word: ClientWord,
        _ number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute("DELETE FROM client_update WHERE \(isWord(word, number))")
    }

    /// Ties the word to the event it became.
    ///
    /// The request is locked, so it is the last of its kind with these words, also where the resident had said just that
    /// before.
    private func settle(
        _ word: ClientWord,
        _ number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Int64? {
        let kind =
            switch word.move {
            case .note: "note"
            case .confirm: "confirmed"
            case .reopen: "reopened"
            }
        return try connection.first(
            """
            UPDATE client_update
               SET event = (
                   SELECT max(e.event) FROM event e
                    WHERE e.jurisdiction = \(jurisdiction.number) AND e.number = \(number) AND e.kind = \(kind)
                      AND e.actor = \(Author.resident.actor)
                      AND (e.kind = 'reopened' OR e.detail ->> 'note' = \(word.whole))
               )
             WHERE \(isWord(word, number))
            RETURNING event
            """
        ) { row throws(PostgresError) in try row.decode(Int64?.self) } ?? nil
    }

    /// Adds links that the request does not have yet, as far as there is room.
    private func add(
        _ links: [String],
        to number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        guard !links.isEmpty else { return }
        try connection.execute(
            """
            UPDATE service_request
               SET media_urls = (media_urls || ARRAY(
                       SELECT l.link FROM unnest(\(links)::text[]) WITH ORDINALITY AS l (link, place)
                        WHERE l.link <> ALL (media_urls) ORDER BY l.place
                   ))[:\(Self.mostLinks)::integer]
             WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
            """
        )
    }

    private func isWord(_ word: ClientWord, _ number: Int64) -> SQL {
        """
        jurisdiction = \(jurisdiction.number) AND number = \(number) AND client = \(word.client)
        AND update_id = \(word.id)
        """
    }
}

extension MoveResult {
    fileprivate func map<Other: Sendable>(_ change: (Done) -> Other) -> MoveResult<Other> {
        switch self {
        case .done(let done): .done(change(done))
        case .refused(let why): .refused(why)
        }
    }
}
