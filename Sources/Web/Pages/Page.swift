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
