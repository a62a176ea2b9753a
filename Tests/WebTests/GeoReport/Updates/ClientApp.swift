import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// A resident's app with a key of the city's, as FixMyStreet writes its forms.
struct ClientApp: Sendable {
    let scene: UpdateScene
    let key: String
    var base = "/open311/v2"

    var visitor: Visitor { scene.visitor }

    /// An app of a name; its key is made where there is none yet.
    init(_ name: String = "App", at endpoint: Client.Endpoint = .production, of scene: UpdateScene) async throws {
        self.scene = scene
        key = try await Clients(pool: scene.visitor.database.pool)
            .makeKey(for: name, at: endpoint, in: scene.visitor.city.row).text
        if endpoint == .test { base = "/open311/test/v2" }
    }

    /// Sends a request; gives its id.
    func submitted(_ form: [String: String] = Visitor.pothole) async throws -> String {
        let form = form.merging(["api_key": key]) { own, _ in own }
        let answer = try await visitor.post(
            "\(base)/requests.json",
            raw: Visitor.encoded(form),
            headers: ["Accept": "*/*"]
        )
        guard answer.status == 200, let id = try answer.json[0]?["service_request_id"]?.text else {
            throw Unexpected(answer)
        }
        return id
    }

    /// The form of an update.
    func form(
        _ status: String,
        of id: String,
        update: String = UUID().uuidString,
        _ words: String = "Still a hole.",
        more: [String: String] = [:]
    ) -> [String: String] {
        let own = [
            "api_key": key, "service_request_id": id, "update_id": update, "status": status, "description": words,
            "updated_datetime": Date().formatted(.iso8601),
            // What FixMyStreet writes besides.
            "email": "ann@example.org", "first_name": "Ann", "last_name": "-", "public_anonymity_required": "TRUE",
            "service_code": "pothole", "attribute[easting]": "1", "attribute[northing]": "2",
            "service_request_id_ext": "77", "update_id_ext": update,
        ]
        return own.merging(more) { _, given in given }
    }

    /// Says something in it.
    func say(
        _ status: String,
        of id: String,
        update: String = UUID().uuidString,
        _ words: String = "Still a hole.",
        more: [String: String] = [:],
        as format: String = "json"
    ) async throws -> Answer {
        let form = form(status, of: id, update: update, words, more: more)
        return try await visitor.post(
            "\(base)/servicerequestupdates.\(format)",
            raw: Visitor.encoded(form),
            headers: ["Accept": "*/*"]
        )
    }

    /// The events of a request, by their kinds.
    func kinds(of id: String) async throws -> [String] {
        try await visitor.city.history.lines(of: id).map(\.kind)
    }
}
