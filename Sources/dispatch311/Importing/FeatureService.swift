#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A layer of an ArcGIS server, as its REST interface describes it.
///
/// https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/
struct FeatureService: Sendable {
    /// The layer's address, without a query.
    let url: String
    /// The person's own parameters: a token, a `where`.
    private let parameters: [(name: String, value: String)]
    /// Whether the server gives its features page by page.
    private(set) var hasPages = true
    /// The field that numbers the features; pages are in its order.
    private var numberField = "OBJECTID"

    private struct Description: Decodable {
        struct Field: Decodable {
            let name: String
            let type: String?
        }

        struct Capabilities: Decodable {
            let supportsPagination: Bool?
        }

        let objectIdField: String?
        let fields: [Field]?
        let advancedQueryCapabilities: Capabilities?
        let geometryType: String?
    }

    private struct Count: Decodable {
        let count: Int
    }

    private struct Refusal: Decodable {
        struct Reason: Decodable {
            let code: Int?
            let message: String?
            let details: [String]?
        }

        let error: Reason
    }

    /// Whether a source is an address and no file.
    static func isAddress(_ text: String) -> Bool {
        let lower = text.lowercased()
        return lower.hasPrefix("http://") || lower.hasPrefix("https://")
    }

    /// Reads the address of a layer, or of its `query`.
    init(_ text: String) throws(CommandError) {
        guard var parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil else {
            throw Self.unexpected(text)
        }
        parameters = (parts.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") }
        parts.queryItems = nil
        parts.fragment = nil
        var words = parts.path.split(separator: "/").map(String.init)
        if words.last?.lowercased() == "query" { words.removeLast() }
        guard words.count >= 2, let number = words.last, Int(number) != nil,
            ["featureserver", "mapserver"].contains(words[words.count - 2].lowercased())
        else { throw Self.unexpected(text) }
        parts.path = "/" + words.joined(separator: "/")
        guard let url = parts.string else { throw Self.unexpected(text) }
        self.url = url
    }

    /// The address of all features as most servers have it.
    var usualQuery: String {
        let usual: [(name: String, value: String)] = [
            ("where", "1=1"), ("outFields", "*"), ("orderByFields", numberField), ("f", "json"),
        ]
        let own = parameters.filter { own in !usual.contains { $0.name.lowercased() == own.name.lowercased() } }
        return "\(url)/query?" + Self.query(own + usual)
    }

    /// Asks the server what it has, and gives the address of all its features and how many there are.
    mutating func ask() async throws -> (query: String, count: Int) {
        let base = url
        let own = parameters.filter { !["f", "resultoffset", "returncountonly"].contains($0.name.lowercased()) }
        let token = own.filter { $0.name.lowercased() == "token" }
        let wish = own.contains { $0.name.lowercased() == "where" } ? own : own + [("where", "1=1")]
        let (description, count) = try await ServerClient.using(url: base) { client in
            (
                try await Self.read(Description.self, "\(base)", client, "?" + Self.query(token + [("f", "json")])),
                try await Self.read(
                    Count.self,
                    "\(base)/query",
                    client,
                    "/query?" + Self.query(wish + [("returnCountOnly", "true"), ("f", "json")])
                ).count
            )
        }
        if let type = description.geometryType, type != "esriGeometryPolygon" {
            throw CommandError(.findings, "\(url): expected a layer of polygons, found one of \(type)")
        }
        let numbered = description.fields?.first { $0.type == "esriFieldTypeOID" }?.name
        numberField = description.objectIdField ?? numbered ?? numberField
        hasPages = description.advancedQueryCapabilities?.supportsPagination ?? true
        var all = wish
        for (name, value) in [("outFields", "*"), ("returnGeometry", "true"), ("orderByFields", numberField)]
        where !own.contains(where: { $0.name.lowercased() == name.lowercased() }) {
            all.append((name, value))
        }
        return ("\(url)/query?" + Self.query(all + [("f", "json")]), count)
    }

    private static func read<Value: Decodable>(
        _ type: Value.Type,
        _ place: String,
        _ client: ServerClient,
        _ path: String
    ) async throws(CommandError) -> Value {
        let answer = try await client.get(path)
        let data = Data(answer.text.utf8)
        // ArcGIS answers 200 to what it refuses.
        if let refusal = try? JSONDecoder().decode(Refusal.self, from: data) {
            let reason = ([refusal.error.message ?? "no reason given"] + (refusal.error.details ?? []))
                .joined(separator: "; ")
            throw CommandError(.findings, "\(place): expected an answer, found the refusal: \(reason)")
        }
        guard answer.isSuccess, let value = try? JSONDecoder().decode(type, from: data) else {
            throw CommandError(
                .findings,
                "\(place): expected what an ArcGIS server says of a layer, found HTTP \(answer.status) with "
                    + "\"\(answer.text.prefix(80))\""
            )
        }
        return value
    }

    private static func query(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\(FormBody.component($0.name))=\(FormBody.component($0.value))" }.joined(separator: "&")
    }

    private static func unexpected(_ text: String) -> CommandError {
        CommandError(
            .usage,
            "\(text): expected the address of an ArcGIS layer, https://…/FeatureServer/0 or https://…/MapServer/3, "
                + "found another",
            remedy: "A file on the web is downloaded first: curl -O ADDRESS."
        )
    }
}
