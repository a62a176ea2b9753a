import GeoReport
import HTTPTypes
import HummingbirdTesting
import NIOCore

/// Asks a server on this machine over a real connection, for the suite.
enum LiveFetch {
    /// Asks whatever listens at a port of localhost.
    static func fetch(port: Int) -> Exchange.Fetch {
        { question in
            let rest = question.url.dropFirst("http://".count)
            let path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
            var fields = HTTPFields()
            for field in question.headers {
                if let name = HTTPField.Name(field.name) { fields[name] = field.value }
            }
            let body = question.method == .post ? ByteBuffer(bytes: question.body) : nil
            let request = TestClient.Request(
                path,
                method: HTTPRequest.Method(rawValue: question.method.rawValue) ?? .get,
                authority: "localhost:\(port)",
                headers: fields,
                body: body
            )
            do {
                // The suite is not about how fast a busy machine answers.
                let patient = TestClient.Configuration(timeout: .seconds(60))
                return try await TestClient.withClient(host: "localhost", port: port, configuration: patient) {
                    client in
                    let answer = try await client.execute(request)
                    return .success(
                        Exchange.Answer(
                            status: answer.head.status.code,
                            headers: answer.head.headerFields.map { Exchange.Field($0.name.rawName, $0.value) },
                            body: Array((answer.body ?? ByteBuffer()).readableBytesView)
                        )
                    )
                }
            } catch {
                return .failure(.unreachable("\(error)"))
            }
        }
    }

    /// Runs the suite against a port: what the city's discovery leads to, or what is at another address.
    static func report(
        port: Int,
        _ settings: ConformanceSettings,
        at path: String = "/open311/discovery.xml"
    ) async throws -> ConformanceReport {
        let suite = ConformanceSuite(settings: settings, fetch: fetch(port: port))
        let target = try await suite.target(at: "http://localhost:\(port)\(path)")
        return await suite.report(on: target)
    }
}
