import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests

/// A request for a page: whose city it is, in which language, and what was asked in the query.
struct PageVisit: Sendable {
    /// The city, the same value for the whole request: one catalog, one version of every layer.
    let city: City
    /// The language the page is written in, one of the jurisdiction's.
    let language: String
    /// What the pages themselves say, in that language: to the resident, or to staff who write for one.
    let words: Words
    /// The language the visitor chose by name, which the addresses of the page's links carry on; nil where the
    /// browser's or the city's own is used.
    let chosenLanguage: String?
    /// The screen in a public place that the page is shown on; nil on the visitor's own device.
    let kiosk: Catalog.Kiosk?
    /// Whether the address says that staff write for somebody who calls; whether it is true is for a session to say.
    let isByPhone: Bool
    /// Who of staff is signed in where they write for a caller; nil on every other page.
    var clerk: Clerk?
    /// The path, without the query.
    let path: String
    /// The query's parameters.
    let query: FormParameters
    /// Whether the page was asked for by its address, and not by a form whose fields it may show.
    let isAddressed: Bool
    /// Who is signed in, on pages for staff.
    var staff: StaffSign?

    /// Finds the city a request is for.
    ///
    /// Throws a refusal where several cities are served and the host is none of theirs, or where the query is no text and
    /// somebody would read it.
    init(_ request: Request, cities: Cities, readsQuery: Bool = true) throws {
        city = try cities.city(for: request)
        path = request.uri.path
        query = readsQuery ? try FormParameters(query: request) : FormParameters([])
        isByPhone = query["channel"] == ServiceRequest.Channel.phone.rawValue
        isAddressed = request.method == .get || request.method == .head
        let languages = city.catalog.jurisdiction.languages
        // Staff's pages are written in the city's first language.
        let isStaff = StaffAddress.isStaff(path: path)
        let accepted = isStaff ? nil : AcceptLanguage(request.headers[.acceptLanguage]).best(of: languages)
        let (asked, kiosks) = (Self.kiosk(in: path) ?? query["kiosk"], city.catalog.jurisdiction.kiosks)
        kiosk = isStaff ? nil : asked.flatMap { id in kiosks.first { $0.id == id } }
        chosenLanguage = isStaff ? nil : Self.choice(query, of: languages)
        language = chosenLanguage ?? accepted ?? languages.first ?? Vocabulary.first
        words = try Vocabulary.own.get().words(in: language, isByPhone: isByPhone)
    }

    /// The kiosk that a path names, `/kiosk/ID` and what lies under it.
    private static func kiosk(in path: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.count > 1 && parts[0] == "kiosk" ? String(parts[1]) : nil
    }

    /// The language that the button of a form asks for; nil where another button sent it.
    ///
    /// Forms carry the language they are written in in their address, so a field `lang` is always such a wish.
    func wish(_ form: FormParameters) -> String? {
        Self.choice(form, of: city.catalog.jurisdiction.languages)
    }

    /// What every address of these pages carries on, and every form that is sent as an address: the kiosk, that it is for a
    /// caller, the chosen language.
    var carried: [FormParameters.Parameter] {
        [
            ("kiosk", kiosk?.id), ("channel", isByPhone ? ServiceRequest.Channel.phone.rawValue : nil),
            ("lang", chosenLanguage),
        ].compactMap { name, value in value.map { FormParameters.Parameter(name: name, value: $0) } }
    }

    /// An address of these pages that carries on what all do: the kiosk, that it is for a caller, the chosen language.
    func address(_ path: String) -> String {
        let carried = carried
        guard !carried.isEmpty else { return path }
        return "\(path)\(path.contains("?") ? "&" : "?")\(FormParameters(carried).encoded)"
    }

    /// The address of the same page in another language.
    func address(in language: String) -> String {
        // A place in it is said as our own addresses say places.
        let rest = query.parameters.filter { $0.name != "lang" }.map { parameter in
            guard ["lat", "long", "centre"].contains(parameter.name) else { return parameter }
            let degrees = parameter.value.split(separator: ",", omittingEmptySubsequences: false)
            let short = degrees.map { String($0).shortDegrees }.joined(separator: ",")
            return FormParameters.Parameter(name: parameter.name, value: short)
        }
        return "\(path)?\(FormParameters(rest + [.init(name: "lang", value: language)]).encoded)"
    }

    /// The language that parameters name, where it is one of the city's.
    private static func choice(_ parameters: FormParameters, of languages: [String]) -> String? {
        parameters["lang"].flatMap { languages.contains($0) ? $0 : nil }
    }
}

extension FormParameters {
    /// The form a page's POST carries, which must come from a page of ours.
    ///
    /// - Throws: a refusal where another site's page made the browser send it, or where it is no form.
    init(page request: Request) async throws {
        try SameOrigin.check(request)
        let type = request.headers[.contentType]?.lowercased().prefix { $0 != ";" }
        guard type == "application/x-www-form-urlencoded" else {
            throw Refusal(
                .unsupportedMediaType,
                "unsupported_media_type",
                "expected a form (application/x-www-form-urlencoded), found another kind of body"
            )
        }
        // BodyLimit has read it and knows its limit.
        let body = try await request.body.collect(upTo: .max)
        try self.init(decoding: body.readableBytesView)
    }
}
