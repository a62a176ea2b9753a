import Hummingbird
import Postgres
import Store
import Synchronization

extension DepartmentCall {
    /// Does a move, once for every key; what is refused writes nothing, keeps no key, and is told as an error.
    ///
    /// `moved` are the items that may wait for a worker afterwards: it is rung for them.
    func move<Done: Sendable>(
        _ subject: MoveRefusal.Subject,
        _ move: @Sendable (isolated PostgresConnection) throws(PostgresError) -> MoveResult<Done>,
        moved: @Sendable (Done) -> [Int64] = { _ in [] },
        answer: @Sendable (Done) -> String
    ) async throws -> Response {
        let refusal = Mutex<MoveRefusal?>(nil)
        let waiting = Mutex<[Int64]>([])
        let response = try await once { (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            switch try move(connection) {
            case .done(let done):
                waiting.withLock { $0 = moved(done) }
                return answer(done)
            case .refused(let why):
                refusal.withLock { $0 = why }
                return nil
            }
        }
        await city.queues.ring(waiting.withLock(\.self))
        if let response { return response }
        throw refusal.withLock { $0 }.map { Refusal($0, of: subject) } ?? Refusal.internalFault
    }
}

extension MoveRefusal {
    /// What the address of a call names.
    enum Subject: String, Sendable {
        case item
        case request
    }
}

extension Refusal {
    /// What a department's system is told of a move that did not happen.
    init(_ refusal: MoveRefusal, of subject: MoveRefusal.Subject) {
        switch refusal {
        case .unknown:
            self = subject == .item ? .itemUnknown : .requestUnknown
        case .notYours:
            self.init(
                .conflict,
                "item_not_yours",
                "expected an open item that your department has in hand, found one that it has not, or no longer"
            )
        case .alreadyClosed:
            self.init(.conflict, "already_closed", "expected an open \(subject), found one that is closed")
        case .alreadyOpen:
            self.init(.conflict, "already_open", "expected a closed \(subject), found one that is open")
        case .calledOff:
            self.init(
                .conflict,
                "called_off",
                "expected a \(subject) that was dealt with, found one that was called off"
            )
        case .tooLate:
            self.init(.conflict, "too_late", "expected a request that was closed not long ago, found an older one")
        case .tooOften:
            self.init(.conflict, "too_often", "expected a request that was seldom opened again, found another")
        case .isAskedAlready:
            self.init(
                .conflict,
                "asked_already",
                "expected a department that has no open leg of this request, found one that has"
            )
        case .isAsked:
            self.init(
                .conflict,
                "asked_to_help",
                "expected an item that a decision gave your department, found one that it was asked to help with"
            )
        case .notAsked, .notDone, .tooManyWords:
            // Refused to residents only, whose pages have words for it.
            self = .internalFault
        case .impossible(let reasons):
            self = .badRequest("expected what the city can decide, found something else", details: reasons)
        case .isMoving:
            self = .unavailable("The items of this request change hands at this moment; send the same again.")
        }
    }

    static let itemUnknown = Refusal(
        .notFound,
        "item_unknown",
        "expected the number of an item as a claim gave it, found another"
    )

    static let requestUnknown = Refusal(
        .notFound,
        "request_unknown",
        "expected the service_request_id of a service request, found another"
    )
}
