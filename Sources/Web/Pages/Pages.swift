import GeoReport
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Makes HTML of pages: the templates, the style and the frame they share.
struct Pages: Sendable {
    /// What templates see: the page's own view under its name, beside it the frame and every text of the language
    /// (`{{say.front_search}}`; no view has a property `say`, which would hide them).
    private struct Content: Sendable {
        let say: [String: String]
        let frame: PageFrame
        let view: any Sendable
    }

    /// The same of a part of a page, which has no frame.
    private struct Part: Sendable {
        let view: any Sendable
    }

    private let library: MustacheLibrary
    private let vocabulary: Vocabulary
    let assets: Assets
    /// Whether residents' pages are in `PseudoLocale`.
    private let usesPseudoLocale: Bool

    /// Parses every template and every words file; throws where one is broken, which a test would have seen.
    init(assets: Assets, usesPseudoLocale: Bool = false) throws {
        self.assets = assets
        self.usesPseudoLocale = usesPseudoLocale
        vocabulary = try Vocabulary.own.get()
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
        var page = page
        if visit?.kiosk != nil { page.scripts.append("kiosk.js") }
        let words = visit?.words ?? vocabulary.words(in: Vocabulary.first)
        let frame = PageFrame(page, for: visit, words, names: vocabulary, assets: assets)
        let content = Content(say: words.all, frame: frame, view: page.view)
        let isPseudo = usesPseudoLocale && page.audience == .resident
        let plain = library.render(content, withTemplate: page.template) ?? ""
        var html = isPseudo ? PseudoLocale.page(html: plain) : plain
        if visit?.kiosk != nil { html = InsideLinks.only(in: html) }
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .contentLanguage: isPseudo ? PseudoLocale.language : frame.language,
            .contentSecurityPolicy: page.contentSecurityPolicy,
            // An address with the key of a private link is a secret.
            .referrerPolicy: visit?.query["key"] == nil ? "same-origin" : "no-referrer",
        ]
        // Whoever goes back to what their form was answered with is shown it again, with what they typed: without this the
        // browser has only an error, for it keeps nothing of it and must not send the form twice. Not on devices of others.
        if let visit, !visit.isAddressed, page.audience == .resident, visit.kiosk == nil, !visit.isByPhone {
            headers[.cacheControl] = "private, no-cache"
        }
        for field in page.headers { headers[field.name] = nil }
        headers.append(contentsOf: page.headers)
        return Response(status: page.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// A part of a page, for the script that puts it in the place of an older one.
    func part(_ template: String, view: any Sendable) -> ByteBuffer {
        ByteBuffer(string: library.render(Part(view: view), withTemplate: template) ?? "")
    }

    /// A part of a page as an answer.
    static func response(part: ByteBuffer) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: part)
        )
    }

    /// Sends the browser on with a GET, after a POST that did its work.
    static func redirect(to address: String, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.location] = address
        return Response(status: .seeOther, headers: headers)
    }

    /// Sends the browser on to the page that says what is wrong with a form; a program that does not go there reads it in
    /// the answer, a line each.
    static func redirect(to address: String, saying lines: [String]) -> Response {
        var response = redirect(to: address, headers: [.contentType: "text/plain; charset=utf-8"])
        response.body = ResponseBody(byteBuffer: ByteBuffer(string: (lines + [address, ""]).joined(separator: "\n")))
        return response
    }
}

extension Page {
    /// Nothing from elsewhere but a city's own map pictures, no frames, and scripts only where the page has some.
    var contentSecurityPolicy: String {
        let scripts = scripts.isEmpty ? "" : "script-src 'self'; connect-src 'self'; "
        let pictures = (["'self'"] + pictureOrigins).joined(separator: " ")
        return "default-src 'none'; \(scripts)style-src 'self'; img-src \(pictures); form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'"
    }
}

extension HTTPField.Name {
    static let referrerPolicy = Self("Referrer-Policy") ?? .referer
}
