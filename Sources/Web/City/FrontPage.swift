import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The first page: what this is, and the addresses to try.
///
/// No scripts, no pictures, nothing from elsewhere.
struct FrontPage: Sendable {
    private static let style = """
        :root{color-scheme:light dark}\
        body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
        h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}\
        .notice{border-left:.3rem solid;padding:.25rem .75rem}\
        code{font-size:.95em}li{margin:.5rem 0}a{display:inline-block;padding:.2rem 0}
        """

    private let page: ByteBuffer
    private let headers: HTTPFields

    init(cities: Cities) {
        page = ByteBuffer(string: Self.html(cities))
        let hash = Data(SHA256.hash(data: Data(Self.style.utf8))).base64EncodedString()
        headers = [
            .contentType: "text/html; charset=utf-8",
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'",
        ]
    }

    func add(to router: Router<DispatchContext>) {
        router.resource("/", [.get: { _, _ in Response(headers: headers, page: page) }])
    }

    private static func html(_ cities: Cities) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>Dispatch311</title>
        <style>\(style)</style>
        </head>
        <body>
        <main>
        <h1>Dispatch311</h1>
        <p>Takes 311 service requests, finds the department that owns each one by its place, and keeps the department's
        queue until the work is done.</p>
        \(cities.all.map { section($0, ofSeveral: cities.all.count > 1) }.joined(separator: "\n"))
        <h2>For departments</h2>
        <p>Queues are under <code>/api/v1</code> and need a department's key:
        <code>curl -H "Authorization: Bearer d311_…" /api/v1/queues</code></p>
        <h2>Is it running?</h2>
        <ul>
        <li><a href="/livez">/livez</a></li>
        <li><a href="/readyz">/readyz</a></li>
        </ul>
        </main>
        </body>
        </html>

        """
    }

    private static func section(_ city: City, ofSeveral: Bool) -> String {
        let jurisdiction = city.catalog.jurisdiction
        let query = ofSeveral ? "?jurisdiction_id=\(city.code)" : ""
        let notice = jurisdiction.notice.map { "<p class=\"notice\">\(escaped($0.text()))</p>\n" } ?? ""
        let service = city.catalog.services.first?.code ?? "code"
        return """
            <h2>\(escaped(jurisdiction.name.text()))</h2>
            \(notice)<p>\(escaped(jurisdiction.emergency.text()))</p>
            <ul>
            <li><a href="/open311/v2/services.json\(query)">/open311/v2/services.json\(query)</a><br>what can be asked for</li>
            <li><a href="/open311/v2/services/\(service).json\(query)">/open311/v2/services/\(service).json\(query)</a><br>what one service asks</li>
            <li><a href="/open311/v2/requests.json\(query)">/open311/v2/requests.json\(query)</a><br>what was asked for; POST a form to the same address to ask</li>
            </ul>
            """
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

extension Response {
    fileprivate init(headers: HTTPFields, page: ByteBuffer) {
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: page))
    }
}
