import GeoReport
import HTTPTypes
import Hummingbird

/// `/livez` and `/readyz`, for whoever keeps the process running.
struct HealthRoutes: Sendable {
    let readiness: Readiness

    func add(to router: Router<DispatchContext>) {
        router.resource("livez", [.get: { _, _ in Response.json(["status": .string("alive")]) }])
        router.resource("readyz", [.get: { _, _ in await ready() }])
    }

    private func ready() async -> Response {
        let missing = await readiness.missing()
        guard !missing.isEmpty else {
            let weaknesses = readiness.weaknesses
            guard !weaknesses.isEmpty else { return .json(["status": .string("ready")]) }
            // Ready all the same: what is served is whole, only not the newest.
            return .json(["status": .string("ready"), "behind": .array(weaknesses.map { .string($0) })])
        }
        var response = Response.json(
            ["status": .string("unavailable"), "missing": .array(missing.map { .string($0) })],
            status: .serviceUnavailable
        )
        response.headers[.retryAfter] = "5"
        return response
    }
}
