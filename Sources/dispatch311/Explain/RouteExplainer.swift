import Boundaries
import ServiceRequests

/// Prints who would get one service request, and the whole of why.
struct RouteExplainer: Sendable {
    /// What decides.
    let snapshot: RoutingSnapshot
    /// The language of names and reasons.
    let language: String

    /// Decides and prints: a few lines, or one JSON object with the decision as it would be stored.
    func explain(
        service name: String,
        at coordinate: Coordinate,
        accuracyMetres: Double?,
        answers raw: [String: [String]],
        on console: Console
    ) throws(CommandError) {
        var draft = ServiceRequest.Draft(
            serviceCode: name,
            location: .point(coordinate),
            accuracyMetres: accuracyMetres
        )
        if let service = snapshot.catalog.service(named: name) {
            draft.serviceCode = service.code
            let (values, problems) = service.answers(from: raw, language: language)
            draft.attributes = values
            // Nobody has to answer every question to ask where a request would go.
            for problem in problems where problem.kind != .missing {
                let message = "--attribute \(problem.code): \(problem.message)"
                if problem.isRefusal { throw CommandError(.usage, message) }
                console.warn(message)
            }
        }
        switch Assigner(snapshot: snapshot).assign(draft) {
        case .routed(let decision): print(decision, on: console)
        case .outside(let area):
            throw CommandError(
                .findings,
                Self.sentence(area, language: language),
                remedy: isInside(coordinate.swapped)
                    ? "Latitude and longitude look swapped: --lat \(coordinate.longitude) --long \(coordinate.latitude) is in "
                        + "the city." : nil
            )
        case .unknownService(let code, let suggestion):
            throw CommandError(
                .usage,
                "--service: expected the code or another name of a service, found \"\(code)\"",
                remedy: suggestion.map { "Did you mean \($0)?" }
            )
        }
    }

    private func isInside(_ coordinate: Coordinate?) -> Bool {
        guard let coordinate, case .inside = snapshot.index.probe(coordinate).standing else { return false }
        return true
    }

    private func print(_ decision: RoutingDecision, on console: Console) {
        let lines = decision.explanation(catalog: snapshot.catalog, language: language)
        guard console.isJSON else { return console.print(lines) }
        // The decision is JSON already, byte for byte as it is stored; it is not written anew.
        console.print(
            "{\"decision\":\(decision.json),\"department\":\(JSONString.quoted(decision.department)),"
                + "\"explanation\":[\(lines.map(JSONString.quoted).joined(separator: ","))],"
                + "\"queue\":\(JSONString.quoted(decision.queue)),"
                + "\"sentence\":\(JSONString.quoted(decision.sentence(catalog: snapshot.catalog, language: language)))}"
        )
    }

    private static func sentence(_ area: OutsideArea, language: String) -> String {
        let distance = area.metres.map {
            $0 < 1000 ? NumberText.fixed($0, digits: 0) + " m" : NumberText.fixed($0 / 1000, digits: 1) + " km"
        }
        let border = area.stretch.map { ", beyond the \($0.text(in: language))" } ?? ""
        return
            "expected a place in the city, found one \(distance ?? "far") outside it\(border). "
            + "\(area.call.text(in: language))"
    }
}

extension Coordinate {
    /// With latitude and longitude in each other's place, where that is a place.
    fileprivate var swapped: Coordinate? { try? Coordinate(latitude: longitude, longitude: latitude) }
}
