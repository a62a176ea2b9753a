import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct RequestReaderTests {
    private func reader(_ city: TestCity, privateServices: [String] = []) -> RequestReader {
        RequestReader(
            pool: city.database.pool,
            jurisdiction: city.jurisdiction,
            openDescriptions: ["pothole"],
            privateServices: privateServices
        )
    }

    private func window(
        _ statuses: [ServiceRequest.Status] = [],
        services: [String] = [],
        limit: Int = 10
    )
        -> ServiceRequest.Query
    {
        ServiceRequest.Query(
            selection: .window(start: Date(timeIntervalSinceNow: -3600), end: Date(timeIntervalSinceNow: 3600)),
            serviceCodes: services,
            statuses: statuses,
            limit: limit
        )
    }

    @Test func `a record holds what the public may see`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit(at: .west)
            let record = try #require(try await reader(city).record(id))
            #expect(record.id == id)
            #expect(record.status == .open)
            #expect(record.description == "A test.")
            #expect(record.queue == "works/W")
            #expect(record.coordinate == (try Place.west.coordinate))
            #expect(record.expectedAt.map { abs($0.timeIntervalSince(record.requestedAt) - 3600) <= 1 } == true)
        }
    }

    @Test func `a private request is in no list and keeps its place and words to itself`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit("person-in-need")
            #expect(try await reader(city).records(window()) == [])
            #expect(try await reader(city).records(ServiceRequest.Query(selection: .ids([id]))) == [])
            let record = try #require(try await reader(city).record(id))
            #expect(record.coordinate == nil)
            #expect(record.description == nil)
            #expect(record.queue == "police")
            #expect(record.serviceNotice == "")
        }
    }

    @Test func `a window without an end holds what a faster clock has just stored, one with an end does not`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            try await database.pool.execute(
                "UPDATE service_request SET requested_at = requested_at + interval '1 minute'"
            )
            let now = Date()
            let open = ServiceRequest.Query(selection: .window(start: now - 3600, end: nil))
            #expect(try await reader(city).records(open).map(\.id) == [id])
            let ended = ServiceRequest.Query(selection: .window(start: now - 3600, end: now))
            #expect(try await reader(city).records(ended) == [])
        }
    }

    @Test func `what came in before its service became private is as private`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit()
            let other = try await city.submit("fallen-tree")
            let reader = reader(city, privateServices: ["person-in-need", "pothole"])
            #expect(try await reader.records(window()).map(\.id) == [other])
            #expect(try await reader.records(ServiceRequest.Query(selection: .ids([id]))) == [])
            let record = try #require(try await reader.record(id))
            #expect(record.coordinate == nil)
            #expect(record.description == nil)
            #expect(record.queue == "works")
            #expect(record.serviceNotice == "")
        }
    }

    @Test func `a service that keeps descriptions to itself shows none`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let id = try await city.submit("fallen-tree")
            #expect(try await reader(city).record(id)?.description == nil)
        }
    }

    @Test func `the newest come first, filtered and cut`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let first = try await city.submit()
            let second = try await city.submit("fallen-tree")
            let third = try await city.submit()
            let worker = Worker(department: "works", name: "w")
            let claim = try #require(try await city.queues.claim(1, for: worker, from: "works/W", lease: .seconds(9)))
            let done = claim.items.map { Completion(item: $0.item, outcome: .done) }
            _ = try await city.queues.complete(done, under: claim.lease, by: worker)
            let all = reader(city)
            #expect(try await all.records(window()).map(\.id) == [third, second, first])
            #expect(try await all.records(window(limit: 2)).map(\.id) == [third, second])
            #expect(try await all.records(window([.closed])).map(\.id) == [first])
            #expect(try await all.records(window([.open, .closed])).count == 3)
            #expect(try await all.records(window(services: ["fallen-tree"])).map(\.id) == [second])
            let byID = ServiceRequest.Query(selection: .ids([first, "nonsense", third]))
            #expect(try await all.records(byID).map(\.id) == [third, first])
        }
    }

    @Test(arguments: ["", "nonsense", "000000000", "zzzzzzzzzzzz", "1"])
    func `an id that was never given out finds nothing`(id: String) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            #expect(try await reader(city).record(id) == nil)
        }
    }

    @Test(arguments: ["pothole", "noise", "person-in-need"])
    func `with its key everything of a request is there, with any other what everybody sees`(
        service: String
    ) async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let reader = RequestReader(
                pool: database.roles.service,
                jurisdiction: city.jurisdiction,
                openDescriptions: ["pothole"],
                privateServices: ["person-in-need"]
            )
            let id = try await city.submit(service, attributes: service == "noise" ? ["since": ["Noon"]] : [:])
            let foreign = try await city.submit()
            func key(_ id: String) async throws -> RequestKey {
                let number = try #require(city.jurisdiction.cipher.number(for: id))
                let text = try await database.pool.first(
                    "SELECT encode(secret, 'hex') FROM service_request WHERE number = \(number)"
                ) { row in try row.decode(String.self) }
                return try #require(text.flatMap { RequestKey($0) })
            }
            let everybody = try #require(try await reader.record(id))
            for key in [nil, try await key(foreign), RequestKey(String(repeating: "0", count: 32))] {
                let seen = try #require(try await reader.record(id, key: key))
                #expect(!seen.isOwner)
                #expect(seen.record == everybody)
            }
            let own = try #require(try await reader.record(id, key: try await key(id)))
            #expect(own.isOwner)
            #expect(own.record.description == "A test.")
            #expect(own.record.coordinate != nil)
            #expect(!own.record.serviceNotice.isEmpty)
            #expect(try await reader.record("000000000", key: try await key(id)) == nil)
            #expect(try await reader.ties(of: id)?.isDescribed == (service == "pothole"))
        }
    }

    @Test func `a key is 32 hexadecimal digits, and matches all of its secret`() throws {
        for text in ["", "0", String(repeating: "0", count: 31), String(repeating: "g", count: 32), "é"] {
            #expect(RequestKey(text) == nil)
        }
        let bytes = (0..<16).map { UInt8($0 * 16 + 1) }
        let key = try #require(RequestKey("0111213141516171" + "8191A1B1C1D1E1F1"))
        #expect(key.matches(bytes))
        #expect(!key.matches([]))
        #expect(!key.matches(bytes + [0]))
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 1
            #expect(!key.matches(other))
        }
    }
}
