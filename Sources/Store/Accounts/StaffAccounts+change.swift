import Postgres

extension StaffAccounts {
    /// What may be changed of an account by who keeps the accounts.
    public struct Change: Sendable, Hashable {
        /// What leases and the history call the person from now on.
        public let name: String
        /// The code of the department.
        public let department: String
        /// What the person is.
        public let role: StaffRole

        /// Creates one.
        public init(name: String, department: String, role: StaffRole) {
            (self.name, self.department, self.role) = (name, department, role)
        }
    }

    /// What became of a change.
    public enum ChangeOutcome: Sendable, Hashable {
        /// It is so now; it counts from the person's next click.
        case changed
        /// Somebody else of the department goes by this name.
        case nameTaken
        /// The last account that may keep accounts stays one.
        case lastAdministrator
        /// There is no such account.
        case unknown
    }

    /// Changes what a person is here, by another account or the command line.
    ///
    /// What is leased in the old name goes back to its queue when its time runs out.
    public func change(
        _ id: Int32,
        to change: Change,
        by changer: Int32? = nil
    ) async throws(StoreError) -> ChangeOutcome {
        try await administrating { connection throws(PostgresError) in
            guard let current = try self.current(id, on: connection) else { return .unknown }
            let isLast = try self.isLastAdministrator(id, on: connection)
            if isLast, change.role != .administrator { return .lastAdministrator }
            let isTaken = try connection.first(
                """
                SELECT EXISTS (
                    SELECT FROM staff_account WHERE jurisdiction = \(self.jurisdiction.number) AND account <> \(id)
                       AND department = \(change.department) AND name = \(change.name))
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
            guard isTaken == false else { return .nameTaken }
            guard current != change else { return .changed }
            try connection.execute(
                """
                UPDATE staff_account
                   SET name = \(change.name), department = \(change.department), role = \(change.role.rawValue)
                 WHERE jurisdiction = \(self.jurisdiction.number) AND account = \(id)
                """
            )
            let was = "\(current.name), \(current.role.rawValue) of \(current.department)"
            let now = "\(change.name), \(change.role.rawValue) of \(change.department)"
            try self.note("changed", of: id, by: changer, detail: "\(was) → \(now)", on: connection)
            return .changed
        }
    }

    /// Shuts an account, ends its sessions and its link; or opens it again.
    public func set(
        _ id: Int32,
        disabled isDisabled: Bool,
        by changer: Int32? = nil
    ) async throws(StoreError) -> ChangeOutcome {
        try await administrating { connection throws(PostgresError) in
            guard try self.current(id, on: connection) != nil else { return .unknown }
            if isDisabled, try self.isLastAdministrator(id, on: connection) { return .lastAdministrator }
            let changed = try connection.execute(
                """
                UPDATE staff_account
                   SET disabled_at = CASE WHEN \(isDisabled) THEN statement_timestamp() END, failures = 0,
                       invitation = NULL, invitation_ends_at = NULL
                 WHERE jurisdiction = \(self.jurisdiction.number) AND account = \(id)
                   AND (disabled_at IS NULL) = \(isDisabled)
                """
            )
            guard changed == 1 else { return .changed }
            if isDisabled { try self.endSessions(of: id, on: connection) }
            try self.note(isDisabled ? "disabled" : "enabled", of: id, by: changer, detail: nil, on: connection)
            return .changed
        }
    }

    /// Ends every session of a person, the one that asks too; gives how many there were.
    @discardableResult
    public func signOutEverywhere(_ id: Int32, by changer: Int32? = nil) async throws(StoreError) -> Int {
        try await administrating { connection throws(PostgresError) in
            let ended = try self.endSessions(of: id, on: connection)
            try self.note("signed_out_everywhere", of: id, by: changer, detail: nil, on: connection)
            return ended
        }
    }

    // MARK: - Parts

    private func administrating<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                // One change at a time, so that two at once cannot both spare the last administrator for the other.
                try connection.execute(
                    """
                    SELECT FROM staff_account
                     WHERE jurisdiction = \(self.jurisdiction.number) AND role = 'administrator'
                     ORDER BY account FOR NO KEY UPDATE
                    """
                )
                return try work(connection)
            }
        }
    }

    private func current(_ id: Int32, on connection: isolated PostgresConnection) throws(PostgresError) -> Change? {
        try connection.first(
            """
            SELECT name, department, role FROM staff_account
             WHERE jurisdiction = \(jurisdiction.number) AND account = \(id) FOR NO KEY UPDATE
            """
        ) { row throws(PostgresError) in
            let (name, department, role) = try row.decode(String.self, String.self, String.self)
            guard let role = StaffRole(rawValue: role) else {
                throw PostgresError(.decoding, detail: "expected a known role, found \(role)")
            }
            return Change(name: name, department: department, role: role)
        }
    }

    private func isLastAdministrator(
        _ id: Int32,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Bool {
        try connection.first(
            """
            SELECT array_agg(account) = ARRAY[\(id)] FROM staff_account
             WHERE jurisdiction = \(jurisdiction.number) AND role = 'administrator' AND joined_at IS NOT NULL
               AND disabled_at IS NULL
            HAVING count(*) > 0
            """
        ) { row throws(PostgresError) in try row.decode(Bool.self) } ?? false
    }

    @discardableResult
    private func endSessions(of id: Int32, on connection: isolated PostgresConnection) throws(PostgresError) -> Int {
        try connection.execute(
            "DELETE FROM staff_session WHERE jurisdiction = \(jurisdiction.number) AND account = \(id)"
        )
    }

    private func note(
        _ kind: String,
        of id: Int32,
        by changer: Int32?,
        detail: String?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try connection.execute(
            """
            INSERT INTO staff_event (jurisdiction, account, kind, by_account, detail)
            VALUES (\(jurisdiction.number), \(id), \(kind), \(changer)::integer, \(detail)::text)
            """
        )
    }
}
