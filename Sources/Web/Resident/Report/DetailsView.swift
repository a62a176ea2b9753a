import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `details.mustache` shows: a service's own questions, the resident's words, and who they are if they like.
struct DetailsView: Sendable {
    /// A text field with what was typed and what is wrong with it.
    struct Field: Sendable {
        let value: String?
        let error: String?
    }

    let service: String
    let serviceDescription: String
    /// What lies at the point; nil where there is none.
    let place: String?
    /// The place in words, asked here where there is no point.
    let placeInWords: Field?
    let problems: FormProblems?
    /// The questions that came up because of the answers before; nil where none did.
    let further: Further?
    let questions: [QuestionView]
    let description: Field
    let isDescriptionPublic: Bool
    let firstName: Field
    let lastName: Field
    let email: Field
    let phone: Field
    /// What the form carries on: service, point, draft.
    let hidden: [HiddenField]
    let back: String
    let button: String

    /// Questions that are new on the page.
    struct Further: Sendable {
        let sentence: String
        let questions: [QuestionView]
    }

    init(
        _ report: ReportForm,
        to service: Catalog.Service,
        _ visit: PageVisit,
        trail: ReportTrail,
        problems: FormProblems? = nil,
        further: Set<String> = []
    ) {
        let language = visit.language
        let form = report.parameters
        func field(_ name: String) -> Field {
            Field(value: report[name], error: problems?.message(of: name))
        }
        let answers = form.attributes
        let asked = service.questions(after: service.answers(from: answers).values)
        questions = asked.map { attribute in
            QuestionView(
                attribute,
                given: answers[attribute.code] ?? [],
                error: problems?.message(of: "attribute[\(attribute.code)]"),
                language: language
            )
        }
        let new = zip(asked, questions).filter { further.contains($0.0.code) }.map(\.1)
        self.further =
            new.isEmpty
            ? nil
            : Further(
                sentence: new.count == 1
                    ? "Because of your answer there is one more question."
                    : "Because of your answers there are \(new.count) more questions.",
                questions: new
            )
        self.service = service.name.text(in: language)
        serviceDescription = service.description.text(in: language)
        let point = try? form.coordinate()
        place = point.flatMap { visit.city.words(for: $0, language: language).short }
        placeInWords = report.isPlacedInWords ? field("address_string") : nil
        self.problems = problems
        description = field("description")
        isDescriptionPublic = service.hasPublicDescription && service.visibility == .public
        firstName = field("first_name")
        lastName = field("last_name")
        email = field("email")
        phone = field("phone")
        var hidden = ["service_code", "lat", "long"].compactMap { name in
            report[name].map { HiddenField(name: name, value: $0) }
        }
        if !report.isPlacedInWords, let near = report["address_string"] {
            hidden.append(HiddenField(name: "address_string", value: near))
        }
        if let draft = trail.draft { hidden.append(HiddenField(name: "draft", value: draft.text)) }
        // Which of the questions that depend on others have been on the page.
        let shown = asked.filter { $0.condition != nil }.map(\.code).joined(separator: ",")
        hidden.append(HiddenField(name: "shown", value: shown))
        self.hidden = hidden
        let start = report.trail(trail).with { $0.service = nil }
        back = trail.draft.map { "/report/check?draft=\($0.text)" } ?? start.address("/report/what")
        button = "Continue"
    }
}
