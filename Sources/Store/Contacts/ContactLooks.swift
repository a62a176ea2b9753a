public import Postgres
import ServiceRequests

/// Shows departments whom they can ask about their work, and writes each look into the request's history.
///
/// Only the department that owns an open item may look, which whoever is offered it does not before accepting it. The
/// database itself holds to that, and reads and writes in one statement: there is no look without its line.
public struct ContactLooks: Sendable {
    /// How an item stands to a department.
    private struct Standing: Sendable {
        let isOwn: Bool
        let isOpen: Bool
    }

    private let pools: DatabasePools
    private let jurisdiction: JurisdictionRow

    /// Works through pools it does not own.
    public init(pools: DatabasePools, jurisdiction: JurisdictionRow) {
        (self.pools, self.jurisdiction) = (pools, jurisdiction)
    }

    /// Looks at the contact details that were given with the request of an item; nil, and nothing is written, where none
    /// were.
    public func look(at item: Int64, by worker: Worker) async throws(StoreError) -> MoveResult<ContactLook?> {
        try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: .department(worker.department, jurisdiction: jurisdiction.number)) {
                connection throws(PostgresError) in
                try look(at: item, by: worker, on: connection)
            }
        }
    }

    /// The same on a caller's connection, on which everything is done as the department; what is seen may be shown only
    /// once the transaction is over.
    public func look(
        at item: Int64,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<ContactLook?> {
        try connection.retried { connection throws(PostgresError) in
            if let why = try obstacle(to: item, for: worker, on: connection) { return .refused(why) }
            return .done(
                try connection.first(
                    """
                    SELECT event, first_name, last_name, email, phone
                      FROM look_at_contact(\(jurisdiction.number), \(item), \(worker.actor))
                    """
                ) { row throws(PostgresError) in
                    ContactLook(event: try row.decode("event", as: Int64.self), contact: try Self.contact(row))
                }
            )
        }
    }

    /// What an earlier look of the department's at an item has shown, without another line: for a call that is sent again;
    /// nil where there was nothing to see.
    ///
    /// Refused where the department may not look any more.
    public func again(
        _ event: Int64?,
        at item: Int64,
        by worker: Worker,
        as role: ActingRole
    ) async throws(StoreError) -> MoveResult<ContactLook?> {
        try await stored { () throws(PostgresError) in
            try await pools.transaction(as: role) { connection throws(PostgresError) in
                if let why = try obstacle(to: item, for: worker, on: connection) { return .refused(why) }
                guard let event else { return .done(nil) }
                let look = try connection.first(
                    """
                    SELECT first_name, last_name, email, phone
                      FROM contact_of_look(\(jurisdiction.number), \(item), \(event))
                    """
                ) { row throws(PostgresError) in ContactLook(event: event, contact: try Self.contact(row)) }
                return look.map { .done($0) } ?? .refused(.notYours)
            }
        }
    }

    /// Why a department may not look; the item stays as it is until the transaction ends.
    private func obstacle(
        to item: Int64,
        for worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveRefusal? {
        let found = try connection.first(
            """
            SELECT department = \(worker.department), status = 'open' FROM work_item
             WHERE jurisdiction = \(jurisdiction.number) AND item = \(item)
               FOR SHARE
            """
        ) { row throws(PostgresError) in
            let (isOwn, isOpen) = try row.decode(Bool.self, Bool.self)
            return Standing(isOwn: isOwn, isOpen: isOpen)
        }
        guard let found else { return try jurisdiction.hasItem(item, on: connection) ? .notYours : .unknown }
        return !found.isOwn ? .notYours : found.isOpen ? nil : .alreadyClosed
    }

    private static func contact(_ row: borrowing Row) throws(PostgresError) -> ServiceRequest.Contact {
        ServiceRequest.Contact(
            firstName: try row.decode("first_name", as: String?.self),
            lastName: try row.decode("last_name", as: String?.self),
            email: try row.decode("email", as: String?.self),
            phone: try row.decode("phone", as: String?.self)
        )
    }
}
