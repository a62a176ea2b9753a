import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What `details.mustache` shows: a service's own questions and the resident's words.
struct DetailsView: Sendable {
    /// What the browser's tab calls the page: that something is wrong, or that there is a further question.
    let title: String
    let service: String
    let serviceDescription: String
    /// What lies at the point, in a phrase; nil where there is none.
    let place: String?
    /// The place in words, asked here where there is no point.
    let placeInWords: TypedField?
    let problems: Problems?
    /// The questions that came up because of the answers before; nil where none did.
    let further: Further?
    let questions: [QuestionView]
    let description: TypedField
    let descriptionHint: String
    /// The fields for files; nil where there are none.
    let upload: UploadView?
    /// Whether the form has fields for files.
    let isMultipart: Bool
    /// Where the form is sent.
    let action: String
    /// What the form carries on: service, point, draft.
    let hidden: [HiddenField]
    /// Nil where it would lead here again: the check of a report that cannot be sent.
    let back: String?
    let button: String

    /// What is wrong with the report, and with the files that came with it.
    struct Problems: Sendable {
        let list: [FormProblems.Problem]
    }

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
        further: Set<String> = [],
        photos: [PhotoRow] = [],
        dropped: [FormProblems.Problem] = [],
        room: PhotoRoom? = nil
    ) {
        let language = visit.language
        let form = report.parameters
        func field(_ name: String) -> TypedField {
            TypedField(value: report[name], error: problems?.message(of: name))
        }
        let answers = form.attributes
        let asked = service.questions(after: service.answers(from: answers).values)
        questions = asked.map { attribute in
            QuestionView(
                attribute,
                given: answers[attribute.code] ?? [],
                error: problems?.message(of: "attribute[\(attribute.code)]"),
                visit
            )
        }
        let new = zip(asked, questions).filter { further.contains($0.0.code) }.map(\.1)
        self.further =
            new.isEmpty
            ? nil
            : Further(
                sentence: visit.words("details_new", new.count),
                questions: new
            )
        self.service = service.name.text(in: language)
        serviceDescription = service.description.text(in: language)
        let point = try? form.coordinate()
        place = point.flatMap { visit.city.words(for: $0, language: language).short }
            .map { visit.words("details_in", ["place": $0]) }
        placeInWords = report.isPlacedInWords ? field("address_string") : nil
        let list = (problems?.list ?? []) + dropped
        self.problems = list.isEmpty ? nil : Problems(list: list)
        let name = ["service": self.service]
        title =
            !list.isEmpty
            ? visit.words("details_title_wrong", name)
            : new.isEmpty ? self.service : visit.words("details_title_new", new.count, name)
        description = field("description")
        let isPublic = service.hasPublicDescription && service.visibility == .public
        descriptionHint = isPublic ? visit.words("details_more_public") : visit.words("details_more_private")
        upload = UploadView(
            service,
            room,
            visit,
            photos: trail.draft.flatMap { PhotosView(photos, of: $0, visit.words, isRemovable: true) },
            isPublic: isPublic,
            problems: dropped
        )
        isMultipart = upload?.fields.isEmpty == false
        action = visit.address("/report/details")
        var hidden = ReportForm.carried.compactMap { name in
            report[name].map { HiddenField(name: name, value: $0) }
        }
        if !report.isPlacedInWords, let near = report["address_string"] {
            hidden.append(HiddenField(name: "address_string", value: near))
        }
        if let draft = trail.draft { hidden.append(HiddenField(name: "draft", value: draft.text)) }
        if trail.isChange { hidden.append(HiddenField(name: "change", value: "1")) }
        // Which of the questions that depend on others have been on the page.
        let shown = asked.filter { $0.condition != nil }.map(\.code).joined(separator: ",")
        hidden.append(HiddenField(name: "shown", value: shown))
        self.hidden = hidden
        let check = problems == nil && new.isEmpty ? ReportTrail(trail.draft, visit).address("/report/check") : nil
        back = trail.isChange ? check : report.trail(trail).otherServices
        button = visit.words("report_continue")
    }
}
