import HTTPTypes

/// A page before it is HTML: which template, under what title, showing what.
///
/// A handler returns one through `Pages.response(_:for:)`, which puts the frame of `layout.mustache` around it.
struct Page: Sendable {
    /// Whom a page is for; it decides the navigation in its head.
    enum Audience: Sendable {
        case resident
        case staff
    }

    /// The template's file in `Resources/Templates`, without its ending.
    let template: String
    /// What the browser's tab and the history call it, without the city's name.
    let title: String
    /// What the template shows: a struct whose stored properties the template names.
    let view: any Sendable
    /// Whom it is for.
    var audience = Audience.resident
    /// The HTTP status.
    var status = HTTPResponse.Status.ok
    /// Further headers, which win over the usual ones.
    var headers: HTTPFields = [:]
    /// The files of `Resources/Assets` it loads as modules; a page works without them.
    var scripts: [String] = []
    /// The origins beside our own that its pictures come from, `https://tiles.example.org`: a city's own map.
    var pictureOrigins: [String] = []
    /// The address of the feed that says the same as the page, where there is one.
    var feed: String?
    /// The id of the form whose fields a change of language must keep; nil where the page has none.
    ///
    /// The language is then changed by a button of the form, `lang`, whose handler keeps the fields unchecked; the template
    /// has it by `{{> form-language}}` at the form's end.
    var formID: String?
    /// The draft that a page shows which was not asked for by the draft's address; a kiosk deletes it with the visit.
    var draft: String?

    init(
        _ template: String,
        title: String,
        view: any Sendable,
        audience: Audience = .resident,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) {
        self.template = template
        self.title = title
        self.view = view
        self.audience = audience
        self.status = status
        self.headers = headers
    }
}
