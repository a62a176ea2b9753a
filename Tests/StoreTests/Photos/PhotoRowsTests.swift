import Postgres
import ServiceRequests
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct PhotoRowsTests {
    private struct Site {
        let city: TestCity
        let photos: PhotoRows
        let drafts: ReportDrafts

        init(_ database: TestDatabase, code: String = "tiny") async throws {
            city = try await TestCity(in: database, code: code)
            photos = PhotoRows(pool: database.roles.service, jurisdiction: city.jurisdiction)
            drafts = ReportDrafts(pool: database.roles.service, jurisdiction: city.jurisdiction)
        }

        /// Stores the request of a draft, and does not close the draft, as a server that ends in between.
        func send(_ draft: ReportDraft.ID) async throws -> String {
            let submission = try city.submission(key: ReportDrafts.key(of: draft))
            guard case .stored(let receipt) = try await city.intake.submit(submission) else {
                throw NotStored()
            }
            return receipt.id
        }

        func makeOld(_ database: TestDatabase) async throws {
            try await database.pool.execute(
                "UPDATE report_draft SET created_at = created_at - interval '25 hours 1 second'"
            )
        }
    }

    private struct NotStored: Error {}

    static func file(
        _ name: UInt8,
        kind: PhotoRow.Kind = .photo,
        title: String? = "photo.jpg"
    ) -> PhotoRow.File {
        PhotoRow.File(
            name: Array(repeating: name, count: 16),
            kind: kind,
            width: kind == .photo ? 2048 : nil,
            height: kind == .photo ? 1536 : nil,
            bytes: 400_000,
            sha256: Array(repeating: name, count: 32),
            title: title
        )
    }

    @Test func `what a report has goes to its request when the draft is closed`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let draft = try await site.drafts.save("description=Deep")
            #expect(try await site.photos.add(Self.file(1), to: draft, limit: 5) == .added)
            #expect(try await site.photos.add(Self.file(2, kind: .document, title: nil), to: draft, limit: 5) == .added)
            #expect(
                try await site.photos.of(draft: draft).map(\.file)
                    == [Self.file(1), Self.file(2, kind: .document, title: nil)]
            )
            let request = try await site.send(draft)
            #expect(try await site.photos.of(request: request).isEmpty)
            try await site.drafts.close(draft, as: request)
            #expect(try await site.photos.of(draft: draft).isEmpty)
            let sent = try await site.photos.of(request: request)
            #expect(sent.map(\.file.name.first) == [1, 2])
            #expect(sent.allSatisfy { $0.department == nil })
            #expect(try await site.photos.add(Self.file(3), to: draft, limit: 5) == .notWritten)
            #expect(try await site.photos.remove(Self.file(1).name, from: draft) == false)
            #expect(try await site.photos.of(request: request).count == 2)
            #expect(try await site.city.verify().breaches.isEmpty)
        }
    }

    @Test func `where a server ended between the two, the photos follow later`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let draft = try await site.drafts.save("description=Deep")
            let other = try await site.drafts.save("description=Other")
            for (name, draft) in [(UInt8(1), draft), (2, draft), (3, other)] {
                #expect(try await site.photos.add(Self.file(name), to: draft, limit: 5) == .added)
            }
            let request = try await site.send(draft)
            // Sent it is, though the draft does not know it yet.
            #expect(try await site.photos.add(Self.file(4), to: draft, limit: 5) == .notWritten)
            #expect(try await site.photos.remove(Self.file(1).name, from: draft) == false)
            #expect(try await site.photos.attachSent(limit: 1) == 1)
            #expect(try await site.photos.attachSent(limit: 10) == 1)
            #expect(try await site.photos.attachSent(limit: 10) == 0)
            #expect(try await site.photos.of(request: request).map(\.file.name.first) == [1, 2])
            #expect(try await site.photos.of(draft: other).count == 1)
        }
    }

    @Test func `a report has at most so many of each kind, however many are added at once`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let draft = try await site.drafts.save("description=Deep")
            let results = try await withThrowingTaskGroup(of: PhotoRows.Addition.self) { group in
                for name in UInt8(1)...10 {
                    group.addTask { try await site.photos.add(Self.file(name), to: draft, limit: 5) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { $0 == .added }.count == 5)
            #expect(results.filter { $0 == .tooMany }.count == 5)
            let first = try #require(try await site.photos.of(draft: draft).first)
            #expect(try await site.photos.add(first.file, to: draft, limit: 9) == .repeated)
            #expect(try await site.photos.add(Self.file(11, kind: .document), to: draft, limit: 1) == .added)
            #expect(try await site.photos.of(draft: draft).count == 6)
        }
    }

    @Test func `a photo is taken out of its own report only`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let elsewhere = try await Site(database, code: "other")
            let draft = try await site.drafts.save("description=Deep")
            let other = try await site.drafts.save("description=Other")
            _ = try await site.photos.add(Self.file(1), to: draft, limit: 5)
            #expect(try await site.photos.remove(Self.file(1).name, from: other) == false)
            #expect(try await elsewhere.photos.remove(Self.file(1).name, from: draft) == false)
            #expect(try await elsewhere.photos.of(draft: draft).isEmpty)
            #expect(try await elsewhere.photos.add(Self.file(2), to: draft, limit: 5) == .notWritten)
            #expect(try await site.photos.remove(Self.file(1).name, from: draft))
            #expect(try await site.photos.of(draft: draft).isEmpty)
        }
    }

    @Test func `what was never sent is forgotten with its report, and what was sent is not`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let drafts = [
                try await site.drafts.save("description=Old"), try await site.drafts.save("description=Sent"),
                try await site.drafts.save("description=Lost"),
            ]
            for (name, draft) in zip(UInt8(1)..., drafts) {
                _ = try await site.photos.add(Self.file(name), to: draft, limit: 5)
            }
            let removed = Mutex<[UInt8]>([])
            let forget: @Sendable () async throws -> Int = {
                try await site.photos.forgetUnsent(page: 10) { name in
                    removed.withLock { $0.append(name[0]) }
                    return true
                }
            }
            #expect(try await forget() == 0)
            let request = try await site.send(drafts[1])
            try await site.makeOld(database)
            let new = try await site.drafts.save("description=New")
            _ = try await site.photos.add(Self.file(9), to: new, limit: 5)
            // One of the reports is swept before, the others are just old.
            try await database.pool.execute("DELETE FROM report_draft WHERE form = 'description=Lost'")
            #expect(try await forget() == 2)
            #expect(removed.withLock { $0.sorted() } == [1, 3])
            #expect(try await site.drafts.forgetOld(limit: 10) == 2)
            #expect(try await forget() == 0)
            #expect(try await site.photos.attachSent(limit: 10) == 1)
            #expect(try await site.photos.of(request: request).count == 1)
            #expect(try await site.photos.of(draft: new).count == 1)
        }
    }

    @Test func `a photo of a report that is being sent after a day is still there`() async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let draft = try await site.drafts.save("description=Late")
            _ = try await site.photos.add(Self.file(1), to: draft, limit: 5)
            try await database.pool.execute(
                "UPDATE report_draft SET created_at = created_at - interval '24 hours 59 minutes'"
            )
            #expect(try await site.drafts.draft(draft) == nil)
            #expect(try await site.drafts.forgetOld(limit: 10) == 0)
            #expect(try await site.photos.forgetUnsent(page: 10) { _ in true } == 0)
            let request = try await site.send(draft)
            try await site.drafts.close(draft, as: request)
            #expect(try await site.photos.of(request: request).count == 1)
        }
    }

    @Test(arguments: [1, 2, 3, 10])
    func `what files cannot be removed of stays for the next time, and holds up no other`(page: Int) async throws {
        try await TestDatabase.with { database in
            let site = try await Site(database)
            let draft = try await site.drafts.save("description=Old")
            for name in UInt8(1)...6 { _ = try await site.photos.add(Self.file(name), to: draft, limit: 9) }
            try await site.makeOld(database)
            // Half of them at the same moment.
            try await database.pool.execute("UPDATE photo SET created_at = now() WHERE get_byte(name, 0) > 3")
            #expect(try await site.photos.forgetUnsent(page: page) { _ in false } == 0)
            #expect(try await site.photos.of(draft: draft).count == 6)
            // The first cannot.
            #expect(try await site.photos.forgetUnsent(page: page) { $0[0] > 3 || $0[0] == 2 } == 4)
            #expect(try await site.photos.of(draft: draft).map(\.file.name[0]) == [1, 3])
            #expect(try await site.photos.forgetUnsent(page: page) { _ in true } == 2)
        }
    }
}
