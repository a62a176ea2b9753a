import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `reroute.mustache` shows: a request's service and place, to be corrected, and what would be decided then.
struct RerouteView: Sendable {
    /// What the assigner would decide.
    struct Preview: Sendable {
        let sentence: String
        let queue: String
        let evidence: [String]
        /// That it goes where it is already.
        let isSame: Bool
        let isPrivate: Bool
    }

    /// A service that can be chosen.
    struct Choice: Sendable {
        let code: String
        let name: String
        let isChosen: Bool
    }

    let heading: String
    let reference: String
    let back: String
    let action: String
    let lease: String?
    let token: String
    let now: [String]
    let services: [Choice]
    let form: RerouteForm
    /// The fields of the map's form that keep what was chosen.
    let fields: [FormParameters.Parameter]
    let query: String?
    let moving: Bool
    let map: MapPanel?
    let picture: PinPicture?
    let preview: Preview?
    let movesPin: Bool
    let refusal: String?
    let loss: ItemView.Loss?
    let problems: [OutcomeForm.Problem]
    let hasProblems: Bool
}

extension RerouteView {
    init(
        _ target: RerouteTarget,
        _ form: RerouteForm,
        view: MapView? = nil,
        loss: ItemView.Loss? = nil
    ) {
        let (words, city) = (target.words, target.visit.city)
        let subject = target.file.legs.first?.subject
        heading = "Correct the service or the place"
        reference = HistoryWords.shown(target.file.serviceRequestID)
        (back, action, lease) = (target.back, target.action, target.lease)
        token = FormToken().text
        let chosen = form.service ?? subject?.serviceCode ?? ""
        now = DecisionEvidence(target.file.decisionJSON, serviceCode: nil, words: words, city: city)?.sentences ?? []
        services = words.catalog.services.map {
            Choice(code: $0.code, name: words.service($0.code), isChosen: $0.code == chosen)
        }.sorted { $0.name < $1.name }
        self.form = form
        fields = [.init(name: "service", value: chosen)]
        (self.query, moving) = (nil, false)
        let pin = form.coordinate ?? subject?.coordinate
        picture = pin.map { PinPicture($0, words: "Map of the place at \(words.point($0))") }
        map = city.extent.map { extent in
            let around = view ?? pin.map { MapView(centre: $0, zoom: 17, size: .narrow).clamped(to: extent) }
            return MapPanel(
                around ?? MapPanel.view(FormParameters([]), extent: extent),
                target.visit.page,
                extent: extent,
                action: target.action
            )
        }
        movesPin = form.coordinate != nil
        self.loss = loss
        var refusal: String?
        var preview: Preview?
        if form.isAsked, form.serviceError == nil, form.pointError == nil, let subject = target.subject {
            switch city.correction(of: subject, with: form.changes) {
            case .made(let correction): preview = Preview(correction, of: target)
            case .impossible(let reasons): refusal = MoveRefusal.impossible(reasons).sentence
            }
        }
        (self.refusal, self.preview) = (refusal, preview)
        problems = form.problems
        hasProblems = !problems.isEmpty
    }
}

extension RerouteView.Preview {
    fileprivate init(_ correction: Correction, of target: RerouteTarget) {
        let decision = correction.decision
        let lines = decision.explanation(catalog: target.words.catalog, language: target.words.language)
        sentence = lines.first ?? ""
        evidence = Array(lines.dropFirst())
        queue = decision.legs.map(\.queue).joined(separator: ", ")
        let queues = Set(target.file.legs.filter { $0.closedAt == nil }.compactMap { $0.subject?.queue })
        isSame = Set(decision.legs.map(\.queue)) == queues
        isPrivate = correction.isPrivate && !target.file.isPrivate
    }
}
