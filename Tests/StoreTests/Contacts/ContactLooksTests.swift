import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct ContactLooksTests {
    private static let ann = ServiceRequest.Contact(
        firstName: "Ann",
        lastName: "Lopez",
        email: "ann@example.org",
        phone: "555 0199"
    )

    private func looks(_ town: MovingCity) -> ContactLooks {
        ContactLooks(pools: town.city.database.roles, jurisdiction: town.city.jurisdiction)
    }

    /// Gives every request there is a contact, as the intake would have.
    private func introduce(_ town: MovingCity) async throws {
        try await town.city.database.pool.execute(
            """
            INSERT INTO contact (jurisdiction, number, first_name, last_name, email, phone)
            SELECT jurisdiction, number, \(Self.ann.firstName), \(Self.ann.lastName), \(Self.ann.email),
                   \(Self.ann.phone)
              FROM service_request
            """
        )
    }

    private func lines(_ town: MovingCity) async throws -> [String] {
        try await town.city.database.pool.query(
            """
            SELECT concat_ws(' ', item, actor, department, detail) FROM event WHERE kind = 'contact_seen' ORDER BY event
            """
        ) { row in try row.decode(String.self) }
    }

    @Test(arguments: [Standing.waiting, .leased, .accepted])
    func `the department that has an open item looks, and each look is a line of the history`(
        standing: Standing
    )
        async throws
    {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            try await introduce(town)
            for count in 1...2 {
                let look = try #require(try await looks(town).look(at: point.item, by: town.works).done)
                #expect(look?.contact == Self.ann)
                let lines = try await lines(town)
                #expect(lines == Array(repeating: "\(point.item) works/truck-1 works {}", count: count))
                let history = History(pool: town.city.database.pool, jurisdiction: town.city.jurisdiction)
                #expect(try await history.lines(of: point.id).last?.event == look?.event)
            }
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test func `where nothing was given, nothing is shown and nothing written`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            let before = try await town.everything()
            #expect(try await looks(town).look(at: point.item, by: town.works) == .done(nil))
            #expect(try await town.everything() == before)
        }
    }

    @Test func `whoever is offered an item looks once it is accepted, and then its owner from before does not`()
        async throws
    {
        try await MovingCity.with { town in
            let offer = try await town.offered()
            try await introduce(town)
            let looks = looks(town)
            let lease = try await town.claim(town.parks).lease
            #expect(try await looks.look(at: offer.item, by: town.parks) == .refused(.notYours))
            #expect(try await lines(town) == [])
            #expect(try await looks.look(at: offer.item, by: town.works).done??.contact == Self.ann)
            let results = try await town.queues.accept([Acceptance(item: offer.item)], under: lease, by: town.parks)
            #expect(results.map(\.outcome) == [.ok])
            #expect(try await looks.look(at: offer.item, by: town.parks).done??.contact == Self.ann)
            #expect(try await looks.look(at: offer.item, by: town.works) == .refused(.notYours))
            #expect(
                try await lines(town) == [
                    "\(offer.item) works/truck-1 works {}", "\(offer.item) parks/gardener parks {}",
                ]
            )
        }
    }

    @Test(arguments: [Standing.closed, .cancelled])
    func `once an item is over nobody looks, until it is opened again`(standing: Standing) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            try await introduce(town)
            let before = try await town.everything()
            #expect(try await looks(town).look(at: point.item, by: town.works) == .refused(.alreadyClosed))
            #expect(try await town.everything() == before)
            _ = try #require(try await town.moves.reopen(point.id, reason: "Again.", by: town.supervisor).done)
            #expect(try await looks(town).look(at: point.item, by: town.works).done??.contact == Self.ann)
        }
    }

    @Test func `nobody looks at another's item, or at one that there is not`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            try await introduce(town)
            let before = try await town.everything()
            #expect(try await looks(town).look(at: point.item, by: town.police) == .refused(.notYours))
            #expect(try await looks(town).look(at: 999_999, by: town.works) == .refused(.unknown))
            #expect(try await town.everything() == before)
        }
    }

    @Test func `where the line cannot be written nothing is shown`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            try await introduce(town)
            try await town.city.database.pool.execute(
                "ALTER TABLE event ADD CONSTRAINT full_of_looks CHECK (kind <> 'contact_seen') NOT VALID"
            )
            await #expect(throws: StoreError.self) { try await looks(town).look(at: point.item, by: town.works) }
            #expect(try await lines(town) == [])
        }
    }

    @Test func `a look is shown again without another line, to its department and while it may look`() async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(.accepted)
            try await introduce(town)
            let (looks, number) = (looks(town), town.city.jurisdiction.number)
            let look = try #require(try await looks.look(at: point.item, by: town.works).done ?? nil)
            func again(_ event: Int64?, by worker: Worker) async throws -> MoveResult<ContactLook?> {
                let role = ActingRole.department(worker.department, jurisdiction: number)
                return try await looks.again(event, at: point.item, by: worker, as: role)
            }
            #expect(try await again(look.event, by: town.works) == .done(look))
            #expect(try await again(nil, by: town.works) == .done(nil))
            #expect(try await again(look.event, by: town.police) == .refused(.notYours))
            // No look at all.
            #expect(try await again(look.event - 1, by: town.works) == .refused(.notYours))
            #expect(try await lines(town).count == 1)
            let done = [Completion(item: point.item, outcome: .done)]
            _ = try await town.queues.completeAccepted(done, by: town.works)
            #expect(try await again(look.event, by: town.works) == .refused(.alreadyClosed))
        }
    }
}
