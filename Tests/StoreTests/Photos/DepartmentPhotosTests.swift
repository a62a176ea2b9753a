import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct DepartmentPhotosTests {
    private static let accepted = "EXISTS (SELECT FROM accepted a WHERE a.item = w.item)"

    @Test func `a department adds photos of its own open work, and the history says so`() async throws {
        try await GuardedSite.with { site in
            let moves = RequestMoves(pools: site.pools, jurisdiction: site.first.jurisdiction)
            let photos = PhotoRows(pool: site.pools.service, jurisdiction: site.first.jurisdiction)
            let item = try #require(try await site.items("works", Self.accepted).first)
            let works = Worker(department: "works", name: "a")
            let police = Worker(department: "police", name: "a")
            func updated() async throws -> [String] {
                try await site.texts("SELECT updated_at::text FROM service_request ORDER BY number", as: .service)
            }
            let before = try await updated()
            #expect(try await moves.add(PhotoRowsTests.file(1), to: item, limit: 2, by: works) == .done(.added))
            #expect(try await updated() != before)
            #expect(try await moves.add(PhotoRowsTests.file(2), to: item, limit: 2, by: works) == .done(.added))
            let after = try await updated()
            #expect(try await moves.add(PhotoRowsTests.file(3), to: item, limit: 2, by: works) == .done(.tooMany))
            #expect(try await moves.add(PhotoRowsTests.file(2), to: item, limit: 2, by: works) == .done(.repeated))
            // Who listens for changes hears of nothing where there is none.
            #expect(try await updated() == after)
            #expect(
                try await moves.add(PhotoRowsTests.file(4), to: item, limit: 2, by: police) == .refused(.notYours)
            )
            #expect(try await moves.add(PhotoRowsTests.file(5), to: 999_999, limit: 2, by: works) == .refused(.unknown))
            let id = try #require(
                try await CaseFiles(
                    pool: site.pools.service,
                    jurisdiction: site.first.jurisdiction,
                    privateServices: []
                )
                .file(item: item, of: "works")
            )
            let rows = try await photos.of(request: id.serviceRequestID)
            #expect(rows.map(\.file.name.first) == [1, 2])
            #expect(rows.allSatisfy { $0.department == "works" })
            #expect(id.history.filter { $0.detailJSON.contains("photos") }.map(\.kind) == ["note", "note"])
            #expect(try await site.first.verify().breaches.isEmpty)
            _ = try await site.first.queues.completeAccepted([Completion(item: item, outcome: .done)], by: works)
            #expect(
                try await moves.add(PhotoRowsTests.file(6), to: item, limit: 9, by: works) == .refused(.alreadyClosed)
            )
        }
    }

    @Test func `an item gets no more photos than it may have, however many are added at once`() async throws {
        try await GuardedSite.with { site in
            let moves = RequestMoves(pools: site.pools, jurisdiction: site.first.jurisdiction)
            let item = try #require(try await site.items("works", Self.accepted).first)
            let works = Worker(department: "works", name: "a")
            let results = try await withThrowingTaskGroup(of: MoveResult<PhotoRows.Addition>.self) { group in
                for name in UInt8(1)...8 {
                    group.addTask { try await moves.add(PhotoRowsTests.file(name), to: item, limit: 3, by: works) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { $0 == .done(.added) }.count == 3)
            #expect(results.filter { $0 == .done(.tooMany) }.count == 5)
        }
    }

    @Test func `the database shows photos to who has a leg, and unsent ones to nobody`() async throws {
        try await GuardedSite.with { site in
            let draft = try await ReportDrafts(pool: site.pools.service, jurisdiction: site.first.jurisdiction)
                .save("description=Deep")
            let photos = PhotoRows(pool: site.pools.service, jurisdiction: site.first.jurisdiction)
            _ = try await photos.add(PhotoRowsTests.file(1), to: draft, limit: 5)
            let item = try #require(try await site.items("works", Self.accepted).first)
            let works = Worker(department: "works", name: "a")
            let moves = RequestMoves(pools: site.pools, jurisdiction: site.first.jurisdiction)
            _ = try await moves.add(PhotoRowsTests.file(2), to: item, limit: 5, by: works)
            func seen(_ role: ActingRole) async throws -> [String] {
                try await site.texts("SELECT left(encode(name, 'hex'), 2) FROM photo ORDER BY name", as: role)
            }
            #expect(try await seen(.service) == ["01", "02"])
            #expect(try await seen(site.within) == ["02"])
            #expect(try await seen(.within(jurisdiction: site.second.jurisdiction.number)) == [])
            #expect(try await seen(site.behalf()) == ["02"])
            #expect(try await seen(site.behalf("police")) == [])
            for statement in ["DELETE FROM photo", "UPDATE photo SET number = number"] {
                #expect(try await site.change(statement, as: site.behalf()) == 0)
            }
            let theft = """
                INSERT INTO photo (jurisdiction, name, number, department, item, kind, width, height, bytes, sha256)
                SELECT $J, decode(repeat('ff', 16), 'hex'), number, 'DEPARTMENT', \(item), 'photo', 1, 1, 1,
                       decode(repeat('ff', 32), 'hex')
                  FROM (SELECT max(number) AS number FROM service_request) AS r
                """
            for (department, role) in [("works", site.behalf("police")), ("police", site.behalf("police"))] {
                let error = await #expect(throws: PostgresError.self) {
                    try await site.change(theft.replacing("DEPARTMENT", with: department), as: role)
                }
                #expect(error?.sqlState == .insufficientPrivilege)
            }
            let error = await #expect(throws: PostgresError.self) { try await seen(site.role()) }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }
}
