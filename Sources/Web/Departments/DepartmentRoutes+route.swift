import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension DepartmentRoutes {
    /// What the assigner would decide for a point and a service, with all of why; nothing is stored.
    func route(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let city = caller.city
        do throws(GeoReportError) {
            let draft = try Self.draft(FormParameters(query: request), in: city)
            let assignment = city.assigner.assign(draft)
            guard case .routed(let decision) = assignment else {
                throw GeoReportError(assignment, catalog: city.catalog)
                    ?? GeoReportError(.internalFault, "nobody owns this")
            }
            return .json(bytes: decision.json.utf8)
        } catch {
            throw Refusal(
                HTTPResponse.Status(code: error.status),
                "not_routed",
                "expected a point in the city and a service, each given right",
                details: error.faults.map(\.description)
            )
        }
    }

    /// Answers that are missing are no hindrance here, only answers that cannot be.
    private static func draft(
        _ parameters: FormParameters,
        in city: City
    ) throws(GeoReportError) -> ServiceRequest.Draft {
        guard let code = parameters["service_code"] else {
            throw GeoReportError(.serviceCodeMissing, "service_code: expected the code of a service, found none")
        }
        guard let point = try parameters.coordinate() else {
            throw GeoReportError(.coordinateIncomplete, "expected both lat and long, found none of them")
        }
        let accuracy = try parameters.accuracyMetres()
        guard let service = city.catalog.service(named: code) else {
            return ServiceRequest.Draft(serviceCode: code, location: .point(point), accuracyMetres: accuracy)
        }
        let answers = service.answers(from: parameters.attributes)
        let faults = answers.problems.filter { $0.isRefusal && $0.kind != .missing }.map { problem in
            GeoReportError.Fault(.attributeInvalid, "attribute[\(problem.code)]: \(problem.message)")
        }
        if let error = GeoReportError(faults) { throw error }
        return ServiceRequest.Draft(
            serviceCode: service.code,
            location: .point(point),
            accuracyMetres: accuracy,
            attributes: answers.values
        )
    }
}
