public import ServiceRequests
public import Store

/// The tiny city in a database: everything a test needs to submit, claim and look.
public struct TestCity: Sendable {
    /// The database it lives in.
    public let database: TestDatabase
    /// Its catalog and boundaries.
    public let snapshot: RoutingSnapshot
    /// Its row.
    public let jurisdiction: JurisdictionRow
    /// Where submissions go in.
    public let intake: Intake
    /// Where work comes out.
    public let queues: Queues
    /// Rings for work of all of these.
    public let bell: WorkBell

    /// Publishes the tiny city in a database, under another code where a test wants two of them.
    public init(in database: TestDatabase, code: String = "tiny") async throws {
        self.database = database
        jurisdiction = try await Jurisdictions(pool: database.pool).open(code)
        let publisher = Publisher(pool: database.pool, jurisdiction: jurisdiction, actor: "test")
        guard case .published(let change) = try await publisher.publish(.first(TinyCity.source(code: code))) else {
            throw NotPublished(code: code)
        }
        snapshot = change.snapshot
        let directory = QueueDirectory(pool: database.roles.intake, jurisdiction: jurisdiction)
        bell = WorkBell()
        intake = Intake(pool: database.roles.intake, jurisdiction: jurisdiction, directory: directory, bell: bell)
        queues = Queues(pools: database.roles, jurisdiction: jurisdiction, bell: bell)
    }

    /// A routed submission, as the pages and GeoReport make it.
    public func submission(
        _ service: String = "pothole",
        at place: Place = .west,
        attributes: [String: [String]] = [:],
        contact: ServiceRequest.Contact = ServiceRequest.Contact(),
        key: Submission.Key? = nil,
        reply: ServiceRequest.Reply = .id,
        expectedIn: Duration = .seconds(3600),
        warningIn: Duration = .seconds(2700),
        suspicion: Suspicion? = nil
    ) throws -> Submission {
        let draft = ServiceRequest.Draft(
            serviceCode: service,
            location: .point(try place.coordinate),
            description: "A test.",
            attributes: attributes,
            contact: contact,
            accountID: "account-1"
        )
        guard case .routed(let routed) = Assigner(snapshot: snapshot).assign(draft) else {
            throw NotRouted(service: service, place: place)
        }
        let decision = suspicion.map { routed.quarantined($0) } ?? routed
        return Submission(
            draft: draft,
            decision: decision,
            notice: decision.sentence(catalog: snapshot.catalog, language: "en"),
            reply: reply,
            isPrivate: snapshot.catalog.service(named: service)?.visibility == .private,
            expectedIn: expectedIn,
            warningIn: warningIn,
            key: key
        )
    }

    /// Submits one and gives its public id.
    @discardableResult
    public func submit(
        _ service: String = "pothole",
        at place: Place = .west,
        attributes: [String: [String]] = [:]
    ) async throws -> String {
        let result = try await intake.submit(try submission(service, at: place, attributes: attributes))
        guard case .stored(let receipt) = result else { throw NotRouted(service: service, place: place) }
        return receipt.id
    }

    /// Publishes a change that must go through.
    @discardableResult
    public func publish(_ change: PublicationChange) async throws -> Publication {
        let publisher = Publisher(pool: database.pool, jurisdiction: jurisdiction, actor: "test")
        let outcome = try await publisher.publish(change)
        guard case .published(let change) = outcome, let publication = change.after else {
            throw NotPublished(code: "\(outcome)")
        }
        return publication
    }

    /// What the whole database says of its promises.
    public func verify() async throws -> Verification.Report {
        try await Verification(pool: database.pool).run()
    }
}

/// A city that could not be published, or was before.
public struct NotPublished: Error {
    let code: String
}

/// A test's place or service that the tiny city does not route.
public struct NotRouted: Error {
    let service: String
    let place: Place
}
