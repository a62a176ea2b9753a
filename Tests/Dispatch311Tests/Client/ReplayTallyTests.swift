import Testing

@testable import dispatch311

@Suite struct ReplayTallyTests {
    private static func result(_ outcome: ReplayResult.Outcome, agency: String?, milliseconds: Int) -> ReplayResult {
        ReplayResult(line: 2, key: "2", outcome: outcome, agency: agency, duration: .milliseconds(milliseconds))
    }

    private static func receipt(_ department: String) -> SubmissionReceipt {
        SubmissionReceipt(
            id: "A",
            notice: nil,
            extended: SubmissionReceipt.Extended(department: department, queue: department)
        )
    }

    @Test func `what was sent is accepted, refused or without an answer`() {
        var tally = ReplayTally()
        tally.add(Self.result(.accepted(Self.receipt("nypd"), isReplay: false), agency: "nypd", milliseconds: 10))
        tally.add(Self.result(.accepted(Self.receipt("dot"), isReplay: true), agency: "nypd", milliseconds: 10))
        tally.add(Self.result(.accepted(nil, isReplay: false), agency: "nypd", milliseconds: 10))
        tally.add(Self.result(.accepted(Self.receipt("dot"), isReplay: false), agency: nil, milliseconds: 10))
        tally.add(Self.result(.refused(status: 400, complaint: "no"), agency: "nypd", milliseconds: 10))
        tally.add(Self.result(.unanswered("gone", isServerGone: true), agency: "nypd", milliseconds: 1000))
        let report = ReplayReport(tally, run: "r", elapsed: .seconds(2))
        #expect(report.sent == 6)
        #expect(report.accepted == 4)
        #expect(report.repeated == 1)
        #expect(report.refused == 1)
        #expect(report.unanswered == 1)
        #expect(report.isServerGone)
        #expect(report.agreement == 0.5)
        #expect(report.perSecond == 3)
        #expect((9.9...10.1).contains(report.p50))
        #expect((999...1001).contains(report.p99))
        #expect(tally.reasons == ["line 2: refused with 400: no", "line 2: no answer: gone"])
    }

    @Test func `a file without agencies has no agreement`() {
        var tally = ReplayTally()
        tally.add(Self.result(.accepted(Self.receipt("nypd"), isReplay: false), agency: nil, milliseconds: 1))
        #expect(ReplayReport(tally, run: "r", elapsed: .seconds(1)).agreement == nil)
    }
}
