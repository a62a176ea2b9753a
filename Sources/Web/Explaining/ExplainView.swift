import Boundaries
import GeoReport
import ServiceRequests

/// What `explain.mustache` shows.
struct ExplainView: Sendable {
    /// A service or an answer to choose.
    struct Choice: Sendable {
        let code: String
        let label: String
        let isChosen: Bool
    }

    /// A question of the chosen service whose answer may matter to a rule.
    struct Question: Sendable {
        let field: String
        let id: String
        let label: String
        let choices: [Choice]
    }

    /// A place the words may mean.
    struct Match: Sendable {
        let address: String
        let name: String
        let layer: String
    }

    let menu: PublishingMenu
    let place: String
    let placeError: String?
    let serviceError: String?
    let isWrong: Bool
    let services: [Choice]
    let questions: [Question]
    let matches: [Match]
    let hasMatches: Bool
    let answer: ExplainedPlace?

    init(_ question: ExplainQuestion, _ visit: StaffVisit) {
        let (city, language) = (visit.city, visit.page.language)
        menu = PublishingMenu(visit)
        place = question.words
        placeError = question.placeError
        serviceError = question.unknownService.map { "There is no service \($0) in the catalog any more." }
        isWrong = placeError != nil || serviceError != nil
        services = city.catalog.services.map { service in
            Choice(
                code: service.code,
                label: service.name.text(in: language),
                isChosen: service.code == question.service?.code
            )
        }
        let lists = question.service?.attributes.filter { $0.datatype.isList } ?? []
        questions = lists.map { attribute in
            let chosen = question.answers[attribute.code] ?? []
            return Question(
                field: "attribute[\(attribute.code)]",
                id: "answer-\(attribute.code)",
                label: attribute.name.text(in: language),
                choices: attribute.values.map { value in
                    Choice(
                        code: value.key,
                        label: value.name.text(in: language),
                        isChosen: chosen.contains(value.key)
                    )
                }
            )
        }
        let rest = visit.page.query.parameters.filter { !["place", "lat", "long"].contains($0.name) }
        matches = question.matches.map { match in
            let point = [
                FormParameters.Parameter(name: "lat", value: match.point.latitude.degrees),
                .init(name: "long", value: match.point.longitude.degrees),
            ]
            var layer = ""
            if case .boundary(let boundary) = match.kind { layer = city.layerName(boundary.layer, language) }
            return Match(
                address: "\(ExplainRoutes.path)?\(FormParameters(point + rest).encoded)",
                name: match.name,
                layer: layer
            )
        }
        hasMatches = !matches.isEmpty
        answer = question.coordinate.map { ExplainedPlace($0, question, city, language: language) }
    }
}
