/// The conformance suite: finds out, from outside, how far a server keeps GeoReport v2.
///
/// It knows no HTTP client; whoever runs it gives it a `Fetch`.
///
///     let suite = ConformanceSuite(settings: settings, fetch: client.fetch)
///     let target = try await suite.target(at: "https://city.example.gov/open311/discovery.xml")
///     let report = await suite.report(on: target)
public final class ConformanceSuite {
    private let settings: ConformanceSettings
    private let questions: Questions

    /// Prepares a run; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - settings: what is wanted.
    ///   - onQuestion: hears of each question before it is asked, with its number.
    ///   - fetch: asks.
    public init(
        settings: ConformanceSettings,
        onQuestion: @escaping @Sendable (Int) -> Void = { _ in },
        fetch: @escaping Exchange.Fetch
    ) {
        self.settings = settings
        questions = Questions(most: settings.mostQuestions, onQuestion: onQuestion, fetch: fetch)
    }

    /// Finds out what an address is.
    public func target(at url: String) async throws(TargetError) -> ConformanceTarget {
        var finder = TargetFinder(settings: settings, questions: questions)
        let target = try await finder.target(at: url)
        questions.beginAgain()
        try Posting.refuseUnasked(target, settings)
        try Posting.refuseKeyElsewhere(target, settings)
        return target
    }

    /// What will be asked and sent, a sentence each, for whoever wants to know before.
    public func plan(for target: ConformanceTarget) -> [String] {
        var plan = ["Asks \(target.endpoint.url), at most \(settings.mostQuestions) questions in all."]
        guard settings.isWriting else { return plan + ["Nothing is sent: --write would."] }
        let type = target.writing.kind.map { " (\($0))" } ?? " (no discovery document tells its type)"
        plan.append(
            "SENDS service requests to \(target.writing.url)\(type): at most \(Posting.most), many of them faulty."
        )
        plan.append("Their description begins with “\(Posting.mark)”; nothing can take them back.")
        return plan
    }

    /// Checks everything that is wanted.
    public func report(on target: ConformanceTarget) async -> ConformanceReport {
        let inspection = Inspection(settings: settings, target: target, questions: questions)
        await ServedFormats().check(inspection)
        for family in Self.families where family.ids.contains(where: { settings.wants(Requirement.named($0)) }) {
            inspection.isLookingBack = family.isLookingBack
            await family.check(inspection)
        }
        return ConformanceReport(
            target: target,
            isStrict: settings.isStrict,
            hasWritten: inspection.hasWritten,
            judgements: inspection.judgements(),
            questions: questions.count,
            made: inspection.made,
            stop: questions.stop
        )
    }

    /// In this order: what is served first, what holds for every answer last.
    private static var families: [any CheckFamily] {
        [
            DiscoveryChecks(), ServiceListChecks(), DefinitionChecks(), RowChecks(), FilterChecks(),
            WindowChecks(), SingleRequestChecks(), RefusalChecks(), ParameterChecks(), ExtensionChecks(),
            UpdateChecks(), TokenChecks(), PostingChecks(), PostingTypeChecks(), PostingRefusalChecks(),
            PostingExtensionChecks(), AnswerChecks(), FieldChecks(), TypeChecks(), AgreementChecks(),
        ]
    }
}
