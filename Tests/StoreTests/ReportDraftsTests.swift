import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct ReportDraftsTests {
    private func drafts(_ city: TestCity) -> ReportDrafts {
        ReportDrafts(pool: city.database.pool, jurisdiction: city.jurisdiction)
    }

    @Test func `a draft is kept as it was written, changed, and blank once it is sent`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let drafts = drafts(city)
            let id = try await drafts.save("description=Deep&email=a%40b.example")
            #expect(try await drafts.draft(id)?.state == .written(form: "description=Deep&email=a%40b.example"))
            #expect(try await drafts.replace(id, with: "description=Shallow"))
            #expect(try await drafts.draft(id)?.state == .written(form: "description=Shallow"))
            let request = try await city.submit()
            try await drafts.close(id, as: request)
            #expect(try await drafts.draft(id)?.state == .sent(serviceRequestID: request))
            #expect(try await drafts.replace(id, with: "description=Late") == false)
            let kept = try await database.pool.first("SELECT count(*) FROM report_draft WHERE form IS NOT NULL") {
                row in
                try row.decode(Int.self)
            }
            #expect(kept == 0)
        }
    }

    @Test func `what is stored under its key tells that a draft is sent even where the mark got lost`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let drafts = drafts(city)
            let id = try await drafts.save("description=Deep")
            let submission = try city.submission(key: ReportDrafts.key(of: id))
            guard case .stored(let receipt) = try await city.intake.submit(submission) else {
                Issue.record("expected it stored")
                return
            }
            #expect(try await drafts.draft(id)?.state == .sent(serviceRequestID: receipt.id))
            #expect(try await drafts.replace(id, with: "description=Late") == false)
        }
    }

    @Test func `a sent draft tells the private link for an hour, to its own city, and nothing before it is sent`()
        async throws
    {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let other = try await TestCity(in: database, code: "other")
            let drafts = ReportDrafts(pool: database.roles.service, jurisdiction: city.jurisdiction)
            let id = try await drafts.save("description=Deep")
            #expect(try await drafts.link(of: id) == nil)
            let submission = try city.submission(key: ReportDrafts.key(of: id))
            guard case .stored(let receipt) = try await city.intake.submit(submission) else {
                Issue.record("expected it stored")
                return
            }
            let secret = try #require(
                try await database.pool.first("SELECT secret FROM service_request") { row in
                    try row.decode([UInt8].self)
                }
            )
            // Before and after the mark on the draft.
            for _ in 0..<2 {
                let link = try #require(try await drafts.link(of: id))
                #expect(link.id == receipt.id)
                #expect(link.key.matches(secret))
                try await drafts.close(id, as: receipt.id)
            }
            #expect(try await drafts.link(of: ReportDraft.ID()) == nil)
            #expect(
                try await ReportDrafts(pool: database.roles.service, jurisdiction: other.jurisdiction).link(of: id)
                    == nil
            )
            try await database.pool.execute(
                "UPDATE service_request SET requested_at = requested_at - \(ReportDrafts.linking)"
            )
            #expect(try await drafts.link(of: id) == nil)
        }
    }

    @Test func `a draft is its own city's`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let other = try await TestCity(in: database, code: "other")
            let id = try await drafts(city).save("description=Deep")
            #expect(try await drafts(other).draft(id) == nil)
            #expect(try await drafts(other).replace(id, with: "x=y") == false)
        }
    }

    @Test func `a draft is forgotten after a day, and swept`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let drafts = drafts(city)
            let old = try await drafts.save("description=Old")
            try await database.pool.execute(
                "UPDATE report_draft SET created_at = created_at - interval '24 hours 1 second'"
            )
            let new = try await drafts.save("description=New")
            #expect(try await drafts.draft(old) == nil)
            #expect(try await drafts.replace(old, with: "x=y") == false)
            // An hour is left to who is sending it.
            #expect(try await drafts.forgetOld(limit: 10) == 0)
            try await database.pool.execute(
                "UPDATE report_draft SET created_at = created_at - interval '1 hour' WHERE form = 'description=Old'"
            )
            #expect(try await drafts.forgetOld(limit: 10) == 1)
            #expect(try await database.count("report_draft") == 1)
            #expect(try await drafts.draft(new) != nil)
        }
    }

    @Test(arguments: ["", "abc", String(repeating: "0", count: 31), String(repeating: "g", count: 32)])
    func `other texts are no draft's id`(text: String) {
        #expect(ReportDraft.ID(text) == nil)
    }

    @Test func `an id is read as it is written, and no two are the same`() {
        let id = ReportDraft.ID()
        #expect(ReportDraft.ID(id.text) == id)
        #expect(id.text.utf8.count == 32)
        #expect(ReportDraft.ID() != id)
    }
}
