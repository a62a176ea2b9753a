import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// A real HTTP server that stands in front of ours and spoils what passes through.
final class SpoilingServer: Sendable {
    private let fault: Mutex<PlantedFault>

    private init() {
        fault = Mutex(PlantedFault("none"))
    }

    /// From now on it has this fault.
    func plant(_ other: PlantedFault) { fault.withLock { $0 = other } }

    /// Runs one in front of a live server; gives it and its port.
    static func with<R: Sendable>(
        inFrontOf visitor: Visitor,
        _ body: @escaping @Sendable (SpoilingServer, Int) async throws -> R
    ) async throws -> R {
        let server = SpoilingServer()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            try await server.pass(request, to: visitor)
        }
        let application = Application(
            responder: responder,
            configuration: .init(address: .hostname("localhost", port: 0)),
            logger: TinyServer.logger
        )
        return try await application.test(.live) { client in
            guard let port = client.port else { throw Missing(what: "the spoiling server's port") }
            return try await body(server, port)
        }
    }

    private func pass(_ request: Request, to visitor: Visitor) async throws -> Response {
        let fault = fault.withLock { $0 }
        let body = try await request.body.collect(upTo: 1 << 20)
        let asked = PassedQuestion(
            method: request.method.rawValue,
            path: request.uri.path,
            query: request.uri.query ?? "",
            body: String(buffer: body)
        )
        let question = fault.ask(asked)
        var headers: [String: String] = [:]
        for name in [HTTPField.Name.contentType, .accept] {
            if let value = request.headers[name] { headers[name.rawName] = value }
        }
        if let name = HTTPField.Name("Idempotency-Key"), let value = request.headers[name] {
            headers[name.rawName] = value
        }
        // Under the name the client asked for, so that discovery leads back here.
        var visitor = visitor
        visitor.host = request.head.authority
        let answer = try await visitor.send(
            request.method,
            question.query.isEmpty ? question.path : "\(question.path)?\(question.query)",
            headers: headers,
            body: request.method == .post ? question.body : nil
        )
        let honest = PassedAnswer(
            status: answer.status,
            type: answer[header: "Content-Type"] ?? "",
            text: answer.text
        )
        let spoiled = fault.spoil(asked, honest)
        var fields: HTTPFields = [:]
        if !spoiled.type.isEmpty { fields[.contentType] = spoiled.type }
        if let origin = answer[header: "Access-Control-Allow-Origin"] { fields[.accessControlAllowOrigin] = origin }
        return Response(
            status: HTTPResponse.Status(code: spoiled.status),
            headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: spoiled.text))
        )
    }
}
