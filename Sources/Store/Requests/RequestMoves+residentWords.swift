import Postgres
import ServiceRequests

/// What residents say about their request; whoever calls knows that it is the resident, by the request's key.
///
/// Said twice it is written once: a form that is sent again finds its words there. The departments are told by the
/// event, which names the one it is for; GeoReport's clients are not, whose records do not show these words.
extension RequestMoves {
    private static let day: Duration = .seconds(24 * 3600)

    /// A request under lock, and what its resident said of it within a day.
    private struct Heard: Sendable {
        let number: Int64
        let isOpen: Bool
        let isConfirmed: Bool
        let department: String
        var words: [Word] = []
    }

    private struct Word: Sendable, Hashable {
        let kind: String
        let text: String?
    }

    /// Adds a note to an open request; tells whether it was not the last thing said already.
    public func note(_ text: String, of id: String) async throws(StoreError) -> MoveResult<Bool> {
        if let why = unfit(text) { return .refused(why) }
        return try await onConnection { connection throws(PostgresError) in try note(text, of: id, on: connection) }
    }

    /// The same on a caller's connection; the caller knows that the text is one that is kept.
    func note(
        _ text: String,
        of id: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try hearing(id, on: connection) { heard, connection throws(PostgresError) in
            guard heard.isOpen else { return .refused(.alreadyClosed) }
            let word = Word(kind: "note", text: text)
            guard heard.words.last != word else { return .done(false) }
            guard heard.words.count < rules.wordsADay else { return .refused(.tooManyWords) }
            try write(word, about: heard, to: heard.department, on: connection)
            return .done(true)
        }
    }

    /// Answers every question that departments have asked and that stands open; tells whether it was not done already.
    public func answer(_ text: String, to id: String) async throws(StoreError) -> MoveResult<Bool> {
        if let why = unfit(text) { return .refused(why) }
        return try await hearing(id) { heard, connection throws(PostgresError) in
            let word = Word(kind: "answer", text: text)
            let lines = try History.lines(of: heard.number, in: jurisdiction, on: connection)
            let questions = OpenQuestion.all(in: lines)
            guard let last = questions.last else {
                guard heard.words.last != word else { return .done(false) }
                return .refused(heard.isOpen ? .notAsked : .alreadyClosed)
            }
            guard heard.words.count < rules.wordsADay else { return .refused(.tooManyWords) }
            try write(
                word,
                about: heard,
                to: last.department,
                // An event names two departments at most.
                and: questions.last { $0.department != last.department }?.department,
                item: last.item,
                on: connection
            )
            return .done(true)
        }
    }

    /// Confirms that it is fixed, where the request is closed and a department says that it dealt with it; tells whether
    /// it was not done already.
    public func confirm(_ id: String) async throws(StoreError) -> MoveResult<Bool> {
        try await onConnection { connection throws(PostgresError) in try confirm(id, saying: nil, on: connection) }
    }

    /// The same on a caller's connection, with what the resident says about it, which stands in the history for staff.
    ///
    /// What is confirmed already stays so; other words about it are written besides, as many as notes.
    func confirm(
        _ id: String,
        saying words: String?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try hearing(id, on: connection) { heard, connection throws(PostgresError) in
            guard !heard.isOpen else { return .refused(.alreadyOpen) }
            guard !heard.isConfirmed else { return try confirm(anew: words, about: heard, on: connection) }
            let isDone = try connection.first(
                """
                SELECT EXISTS (SELECT FROM work_item
                                WHERE jurisdiction = \(jurisdiction.number) AND number = \(heard.number)
                                  AND status = 'closed' AND outcome = 'done')
                """
            ) { row in try row.decode(Bool.self) }
            guard isDone == true else { return .refused(.notDone) }
            try connection.execute(
                """
                UPDATE service_request
                   SET confirmed_at = statement_timestamp(), updated_at = statement_timestamp()
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(heard.number)
                """
            )
            try write(Word(kind: "confirmed", text: words), about: heard, to: heard.department, on: connection)
            return .done(true)
        }
    }

    private func confirm(
        anew words: String?,
        about heard: Heard,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        guard let words else { return .done(false) }
        let isSaid = try connection.first(
            """
            SELECT EXISTS (
                SELECT FROM event e
                 WHERE e.jurisdiction = \(jurisdiction.number) AND e.number = \(heard.number) AND e.kind = 'confirmed'
                   AND e.actor = \(Author.resident.actor) AND e.detail ->> 'note' = \(words)
                   AND e.event > coalesce((
                       SELECT max(o.event) FROM event o
                        WHERE o.jurisdiction = \(jurisdiction.number) AND o.number = \(heard.number)
                          AND o.kind = 'reopened'
                   ), 0)
            )
            """
        ) { row in try row.decode(Bool.self) }
        guard isSaid != true else { return .done(false) }
        guard heard.words.count < rules.wordsADay else { return .refused(.tooManyWords) }
        try write(Word(kind: "confirmed", text: words), about: heard, to: heard.department, on: connection)
        return .done(true)
    }

    /// Why a text is none that is kept; nil where it is one.
    func unfit(_ text: String) -> MoveRefusal? {
        let length = text.unicodeScalars.count
        guard text.contains(where: { !$0.isWhitespace }), length <= rules.longestWords else {
            return .impossible(["expected 1 to \(rules.longestWords) characters, found \(length)"])
        }
        return nil
    }

    /// Runs a move of the request with a public id, once it is locked; a move of its items waits meanwhile, or is over.
    private func hearing(
        _ id: String,
        _ move: @Sendable (Heard, isolated PostgresConnection) throws(PostgresError) -> MoveResult<Bool>
    ) async throws(StoreError) -> MoveResult<Bool> {
        try await onConnection { connection throws(PostgresError) in try hearing(id, on: connection, move) }
    }

    private func hearing(
        _ id: String,
        on connection: isolated PostgresConnection,
        _ move: @Sendable (Heard, isolated PostgresConnection) throws(PostgresError) -> MoveResult<Bool>
    ) throws(PostgresError) -> MoveResult<Bool> {
        guard let number = jurisdiction.cipher.number(for: id) else { return .refused(.unknown) }
        return try connection.retried { connection throws(PostgresError) in
            guard var heard = try hold(talkOf: number, on: connection) else { return .refused(.unknown) }
            // A statement of its own: what was said before the lock was there is read now.
            heard.words = try words(of: number, on: connection)
            return try move(heard, connection)
        }
    }

    private func hold(
        talkOf number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Heard? {
        try connection.first(
            """
            SELECT status = 'open', confirmed_at IS NOT NULL, department FROM service_request
             WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
               FOR NO KEY UPDATE
            """
        ) { row throws(PostgresError) in
            let (isOpen, isConfirmed, department) = try row.decode(Bool.self, Bool.self, String.self)
            return Heard(number: number, isOpen: isOpen, isConfirmed: isConfirmed, department: department)
        }
    }

    private func words(of number: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> [Word] {
        try connection.query(
            """
            SELECT kind, detail ->> 'note' FROM event
             WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
               AND actor = \(Author.resident.actor)
               AND (kind IN ('note', 'answer') OR kind = 'confirmed' AND detail ->> 'note' IS NOT NULL)
               AND at > statement_timestamp() - \(Self.day)
             ORDER BY event
            """
        ) { row throws(PostgresError) in
            let (kind, text) = try row.decode(String.self, String?.self)
            return Word(kind: kind, text: text)
        }
    }

    private func write(
        _ word: Word,
        about heard: Heard,
        to department: String,
        and other: String? = nil,
        item: Int64? = nil,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute(
            """
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
            VALUES (\(jurisdiction.number), \(heard.number), \(item), \(word.kind), \(Author.resident.actor),
                    \(department), \(other), json_strip_nulls(json_build_object('note', \(word.text)::text)))
            """
        )
    }
}
