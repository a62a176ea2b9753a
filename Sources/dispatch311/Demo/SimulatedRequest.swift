import Boundaries
import ServiceRequests

/// One made-up service request.
struct SimulatedRequest: Sendable, Hashable {
    /// Its place among all of a run, from 1.
    let number: Int
    /// The service's code.
    let service: String
    /// The answer to the question `descriptor`, where the service asks one.
    let answer: String?
    /// A lot or a point, drawn at random.
    let coordinate: Coordinate

    /// The request as the router sees it.
    var draft: ServiceRequest.Draft {
        ServiceRequest.Draft(
            serviceCode: service,
            location: .point(coordinate),
            attributes: answer.map { ["descriptor": [$0]] } ?? [:]
        )
    }

    /// The form a resident's app would send.
    func submission(run: String, jurisdiction: String) -> ReplaySubmission {
        var form = FormBody()
        form.add("jurisdiction_id", jurisdiction)
        form.add("service_code", service)
        form.add("lat", "\(coordinate.latitude)")
        form.add("long", "\(coordinate.longitude)")
        if let answer { form.add("attribute[descriptor]", answer) }
        form.add("extensions", "true")
        return ReplaySubmission(
            line: number,
            key: String(number),
            idempotencyKey: "\(run):\(number)",
            form: form.bytes,
            agency: nil
        )
    }
}
