import Boundaries
import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// Explains a place: what lies there, and who would get a report of a service from there, and why.
struct ExplainRoutes: Sendable {
    static let path = "/dispatch/explain"

    let pages: Pages

    /// GET `/dispatch/explain?place=` or `lat=&long=`, `service=`, `attribute[…]=`.
    func explain(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let question = ExplainQuestion(visit.page.query, in: visit.city)
        let view = ExplainView(question, visit)
        let isWrong = view.isWrong
        return pages.response(
            Page(
                "explain",
                title: isWrong ? "Error: Explain a place" : "Explain a place",
                view: view,
                audience: .staff,
                status: isWrong ? .unprocessableContent : .ok
            ),
            for: visit.page
        )
    }

    /// The address that explains a request's place with its service and answers; nil without a point.
    static func address(of file: CaseFile) -> String? {
        guard let subject = file.legs.first?.subject, let coordinate = subject.coordinate else { return nil }
        var parameters = [
            FormParameters.Parameter(name: "lat", value: coordinate.latitude.degrees),
            .init(name: "long", value: coordinate.longitude.degrees),
            .init(name: "service", value: subject.serviceCode),
        ]
        let answers = try? JSONDecoder().decode([String: [String]].self, from: Data(file.attributesJSON.utf8))
        for (code, values) in (answers ?? [:]).sorted(by: { $0.key < $1.key }) {
            parameters += values.map { .init(name: "attribute[\(code)]", value: $0) }
        }
        return "\(path)?\(FormParameters(parameters).encoded)"
    }
}
