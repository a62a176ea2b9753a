import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Makes HTML of pages: the templates, the style and the frame they share.
struct Pages: Sendable {
    /// What templates see: the page's own view under its name, the frame beside it.
    private struct Content: Sendable {
        let frame: PageFrame
        let view: any Sendable
    }

    private let library: MustacheLibrary
    let assets: Assets

    /// Parses every template; throws where one is broken, which a test would have seen.
    init(assets: Assets) throws {
        self.assets = assets
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        let escaped = "{{% CONTENT_TYPE:\(HTMLEscaping.name)}}"
        library = MustacheLibrary(
            templates: try Templates.all.mapValues { file in
                try MustacheTemplate(string: escaped + String(decoding: file, as: UTF8.self))
            }
        )
    }

    /// The page as an answer, in the language of the visit; there is none only on error pages of no city.
    func response(_ page: Page, for visit: PageVisit?) -> Response {
        let frame = PageFrame(page, for: visit, assets: assets)
        let html = library.render(Content(frame: frame, view: page.view), withTemplate: page.template) ?? ""
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .contentLanguage: frame.language,
            .contentSecurityPolicy: Self.contentSecurityPolicy,
            .referrerPolicy: "same-origin",
        ]
        for field in page.headers { headers[field.name] = nil }
        headers.append(contentsOf: page.headers)
        return Response(status: page.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// Sends the browser on with a GET, after a POST that did its work.
    static func redirect(to address: String, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.location] = address
        return Response(status: .seeOther, headers: headers)
    }

    /// Nothing from elsewhere, no scripts, no frames.
    private static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy") ?? .referer
}
