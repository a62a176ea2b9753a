import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Postgres
import Store
import TestSupport
import Web

/// A client of the server, and the database behind its back.
struct Visitor: Sendable {
    static let requests = "/open311/v2/requests.json"

    let client: any TestClientProtocol
    let server: DispatchServer
    let database: TestDatabase
    /// The host it asks for, where a server has several; the server must then be a live one.
    var host: String?

    // MARK: - Any address

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> Answer {
        try await send(method, path, headers: headers, bytes: body.map { Array($0.utf8) })
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: [String: String] = [:],
        bytes: [UInt8]?
    ) async throws -> Answer {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let answer: Answer
        if let host {
            answer = try await send(method, path, fields, bytes, to: host)
        } else {
            answer = Answer(
                try await client.executeRequest(
                    uri: path,
                    method: method,
                    headers: fields,
                    body: bytes.map { ByteBuffer(bytes: $0) }
                )
            )
        }
        try await AnswerCheck.shared.expectDescribed(answer, to: method, path, body: bytes)
        return answer
    }

    private func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ fields: HTTPFields,
        _ bytes: [UInt8]?,
        to host: String
    ) async throws -> Answer {
        guard let port = client.port else { throw Missing(what: "a live server's port") }
        let body = bytes.map { ByteBuffer(bytes: $0) }
        let request = TestClient.Request(path, method: method, authority: host, headers: fields, body: body)
        return try await TestClient.withClient(host: "localhost", port: port) { client in
            let response = try await client.execute(request)
            return Answer(response.head, response.body ?? ByteBuffer())
        }
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send(.get, path, headers: headers)
    }

    // MARK: - GeoReport

    /// A form that is accepted as it is: a pothole in the west.
    static let pothole = ["service_code": "pothole", "lat": "10.01", "long": "20.005", "description": "Deep."]

    static func encoded(_ form: [String: String]) -> String {
        form.sorted { $0.key < $1.key }.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    func submit(
        _ form: [String: String] = Visitor.pothole,
        headers: [String: String] = [:],
        query: String = ""
    ) async throws -> Answer {
        try await submit(raw: Self.encoded(form), headers: headers, query: query)
    }

    func submit(raw body: String, headers: [String: String] = [:], query: String = "") async throws -> Answer {
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await send(
            .post,
            Self.requests + query,
            headers: type.merging(headers) { _, given in given },
            body: body
        )
    }

    /// Submits what must be accepted; gives the id.
    func submitted(_ form: [String: String] = Visitor.pothole) async throws -> String {
        let answer = try await submit(form)
        guard answer.status == 200, let id = try answer.json[0]?["service_request_id"]?.text else {
            throw Unexpected(answer)
        }
        return id
    }

    // MARK: - Departments

    /// A key of a department.
    func key(
        _ department: String,
        label: String = "test",
        scopes: Set<APIScope> = APIScope.standard
    ) async throws -> String {
        let keys = APIKeys(pool: database.pool)
        return try await keys.create(department: department, label: label, in: try city.row, scopes: scopes).text
    }

    func call(
        _ path: String,
        _ body: String = "{}",
        key: String,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        let own = ["Authorization": "Bearer \(key)", "Content-Type": "application/json"]
        return try await send(.post, "/api/v1/\(path)", headers: own.merging(headers) { _, given in given }, body: body)
    }

    /// Claims; gives the lease and the items' numbers.
    func claim(_ queue: String, _ body: String = #"{"limit":200}"#, key: String) async throws -> (String?, [Int]) {
        let (lease, items) = try await claimed(queue, body, key: key)
        return (lease, items.compactMap { $0["item_id"]?.integer })
    }

    /// Claims; gives the lease and the items.
    func claimed(_ queue: String, _ body: String, key: String) async throws -> (String?, [JSON]) {
        let answer = try await call("queues/\(queue)/claims", body, key: key)
        guard answer.status == 200 else { throw Unexpected(answer) }
        let json = try answer.json
        return (json["lease_id"]?.text, json["items"]?.elements ?? [])
    }

    /// What became of each item of a call.
    func outcomes(_ path: String, _ body: String, key: String) async throws -> [String] {
        let answer = try await call(path, body, key: key)
        guard answer.status == 200 else { throw Unexpected(answer) }
        return try answer.json["results"]?.elements.compactMap { $0["outcome"]?.text } ?? []
    }

    // MARK: - Behind its back

    var city: City {
        get throws {
            guard let city = server.cities["tiny"] else { throw Missing(what: "the tiny city") }
            return city
        }
    }

    func count(_ table: String) async throws -> Int { try await database.count(table) }

    /// Nothing of a submission is anywhere.
    func isEmpty() async throws -> Bool {
        var rows = 0
        for table in ["service_request", "work_item", "ready", "event", "contact", "idempotency"] {
            rows += try await count(table)
        }
        return rows == 0
    }
}

/// An answer a test cannot go on with.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ answer: Answer) { description = "unexpected answer \(answer.status): \(answer.text)" }
}

/// Something a test needs that is not there.
struct Missing: Error {
    let what: String
}

extension DispatchServer {
    /// A key of a department of a city.
    func key(
        _ department: String,
        in city: City,
        scopes: Set<APIScope> = APIScope.standard
    ) async throws -> String {
        let keys = APIKeys(pool: pools.service)
        return try await keys.create(department: department, label: "test", in: city.row, scopes: scopes).text
    }
}
