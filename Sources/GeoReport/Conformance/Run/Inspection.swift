/// One run of the suite: what has been asked, answered and judged so far.
///
/// Checks ask through it, so that no address is read twice and what holds for every answer is checked over all of them.
final class Inspection {
    let settings: ConformanceSettings
    let target: ConformanceTarget
    /// The formats that are served.
    var formats: [Format] = []
    /// Answers that what holds for all is checked over.
    private(set) var sheets: [Sheet] = []
    /// The ids of the service requests that were made.
    var made: [String] = []
    /// What may be sent; prepared when it is first needed.
    var desk: PostingDesk?
    /// Whether anything was sent.
    private(set) var hasWritten = false
    /// Whether what is judged now is only what was answered before.
    var isLookingBack = false

    private struct Line: Hashable {
        let id: String
        let format: Format?
    }

    private let questions: Questions
    private var kept: [String: Sheet] = [:]
    private var judged: [Line: Judgement] = [:]

    init(settings: ConformanceSettings, target: ConformanceTarget, questions: Questions) {
        self.settings = settings
        self.target = target
        self.questions = questions
    }

    // MARK: - Asking

    /// Asks anything; nothing is made of the answer.
    func ask(_ question: Exchange.Question) async -> Exchange {
        if question.method == .post { hasWritten = true }
        return await questions.ask(question)
    }

    /// Reads a resource once in a format.
    ///
    /// - Parameters:
    ///   - resource: the path below the endpoint without its format's ending, percent-encoded.
    ///   - kind: what its answer holds.
    ///   - format: the format.
    ///   - query: the parameters; `jurisdiction_id` is added.
    ///   - endpoint: another endpoint than the one to read from.
    ///   - isFresh: whether to ask again what was asked before.
    ///   - isProbe: whether it only tries something that servers need not have.
    /// - Returns: the answer, laid out.
    func get(
        _ resource: String,
        _ kind: Sheet.Kind,
        _ format: Format,
        _ query: [Exchange.Field] = [],
        from endpoint: ConformanceTarget.Endpoint? = nil,
        isFresh: Bool = false,
        isProbe: Bool = false
    ) async -> Sheet {
        let url = address(resource, format.rawValue, query, from: endpoint)
        if !isFresh, let sheet = kept[url] { return sheet }
        let sheet = Sheet(await ask(Exchange.Question(url)), of: kind, as: format)
        kept[url] = sheet
        if !isProbe { sheets.append(sheet) }
        return sheet
    }

    /// Posts a form to `requests`, with the key and the jurisdiction unless told otherwise.
    func post(
        _ form: [Exchange.Field],
        _ format: Format,
        key: PostingKey = .own,
        headers: [Exchange.Field] = []
    ) async -> Sheet {
        var form = form
        if let jurisdiction = settings.jurisdiction, !form.contains(where: { $0.name == "jurisdiction_id" }) {
            form.append(Exchange.Field("jurisdiction_id", jurisdiction))
        }
        switch key {
        case .own: if let own = settings.apiKey { form.append(Exchange.Field("api_key", own)) }
        case .none: break
        case .other(let other): form.append(Exchange.Field("api_key", other))
        }
        let url = "\(target.writing.url)/requests.\(format.rawValue)"
        let exchange = await ask(Exchange.Question(posting: form, to: url, headers: headers))
        let sheet = Sheet(exchange, of: .receipt, as: format)
        sheets.append(sheet)
        for id in sheet.records.compactMap({ $0["service_request_id"]?.word }) where !made.contains(id) {
            made.append(id)
        }
        return sheet
    }

    /// An answer that was got otherwise counts for what holds for all.
    func count(_ sheet: Sheet) { sheets.append(sheet) }

    /// The address of a resource.
    func address(
        _ resource: String,
        _ ending: String,
        _ query: [Exchange.Field] = [],
        from endpoint: ConformanceTarget.Endpoint? = nil
    ) -> String {
        var query = query
        if let jurisdiction = settings.jurisdiction, !query.contains(where: { $0.name == "jurisdiction_id" }) {
            query.append(Exchange.Field("jurisdiction_id", jurisdiction))
        }
        let base = "\((endpoint ?? target.endpoint).url)/\(resource)" + (ending.isEmpty ? "" : ".\(ending)")
        return query.isEmpty ? base : "\(base)?\(Exchange.encoded(query))"
    }

    // MARK: - Judging

    /// Whether any of these requirements is to be looked at.
    func wants(_ ids: String...) -> Bool {
        ids.contains { settings.wants(Requirement.named($0)) }
    }

    /// Says that a requirement is met, or what is otherwise.
    func judge(_ id: String, _ format: Format?, _ findings: [Finding], note: String? = nil) {
        let requirement = Requirement.named(id)
        let asked = findings.filter { !$0.isUnasked }
        let isPartial = asked.count < findings.count || !isLookingBack
        if asked.isEmpty, isPartial, let stopped { return skip(id, format, stopped) }
        let findings = asked
        let verdict: Verdict = findings.isEmpty ? .passed : requirement.verdict(strict: settings.isStrict)
        record(Judgement(requirement, format, verdict, findings: findings, note: note))
    }

    /// Says why a requirement could not be looked at.
    func skip(_ id: String, _ format: Format?, _ reason: String) {
        record(Judgement(Requirement.named(id), format, .skipped, note: reason))
    }

    /// Says whether an extension is there, as far as the exchange tells that was to show it.
    func offer(
        _ id: String,
        _ format: Format?,
        _ isOffered: Bool,
        by exchange: Exchange? = nil,
        note: String? = nil
    ) {
        if !isOffered, let stopped { return skip(id, format, stopped) }
        // Who did not answer did not say no.
        if !isOffered, case .failure(let failure)? = exchange?.result { return skip(id, format, failure.description) }
        record(Judgement(Requirement.named(id), format, isOffered ? .offered : .notOffered, note: note))
    }

    private func record(_ judgement: Judgement) {
        let line = Line(id: judgement.requirement.id, format: judgement.format)
        guard settings.wants(judgement.requirement), judged[line] == nil else { return }
        judged[line] = judgement
    }

    /// Every line, in the order of the requirements; what nobody has judged was skipped.
    func judgements() -> [Judgement] {
        Requirement.all.filter(settings.wants).flatMap { requirement in
            requirement.formats.map { format in
                judged[Line(id: requirement.id, format: format)]
                    ?? Judgement(requirement, format, .skipped, note: reason(requirement, format))
            }
        }
    }

    /// Why questions are not asked any more; from then on nothing passes that needs new answers.
    private var stopped: String? {
        switch questions.stop {
        case nil: nil
        case .spent(let most)?: "\(most) questions had been asked, which is the most"
        case .interrupted?: "the run was interrupted"
        default: "the server had stopped answering"
        }
    }

    private func reason(_ requirement: Requirement, _ format: Format?) -> String {
        if requirement.isWriting, !settings.isWriting { return "needs --write" }
        if let stopped { return stopped }
        if let format, !formats.contains(format) { return "\(format.rawValue.uppercased()) is not served here" }
        return "there was nothing to look at"
    }
}

/// Which key goes with a form.
enum PostingKey {
    /// The one that was given.
    case own
    /// None.
    case none
    /// Another one.
    case other(String)
}
