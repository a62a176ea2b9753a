@testable import GeoReport

/// A server that answers from a table: addresses, and what is answered.
struct ScriptedServer: Sendable {
    struct Page: Sendable {
        var status = 200
        var type: String?
        let body: String
    }

    var pages: [String: Page] = [:]
    /// What every other address is answered; nil means not at all.
    var other: Page? = Page(status: 404, type: "text/html", body: "<html><title>Lost</title></html>")

    static let services = """
        <?xml version="1.0" encoding="utf-8"?>
        <services><service><service_code>1</service_code></service></services>
        """

    static func discovery(_ endpoints: [(url: String, type: String)]) -> String {
        let listed = endpoints.map { endpoint in
            """
            <endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification><url>\(endpoint.url)</url>\
            <changeset>2026-01-31T09:30:00Z</changeset><type>\(endpoint.type)</type>\
            <formats><format>text/xml</format></formats></endpoint>
            """
        }
        return
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><discovery><endpoints>\(listed.joined())</endpoints></discovery>"
    }

    mutating func add(_ url: String, _ body: String, status: Int = 200) {
        let isXML = url.hasSuffix("xml")
        pages[url] = Page(status: status, type: "\(isXML ? "text/xml" : "application/json"); charset=utf-8", body: body)
    }

    var fetch: Exchange.Fetch {
        { question in
            let url = question.url.split(separator: "?").first.map(String.init) ?? ""
            guard let page = pages[url] ?? other else { return .failure(.unreachable("connection refused")) }
            let headers = page.type.map { [Exchange.Field("Content-Type", $0)] } ?? []
            return .success(Exchange.Answer(status: page.status, headers: headers, body: Array(page.body.utf8)))
        }
    }
}
