import HTTPTypes
import Hummingbird
import Photos
import ServiceRequests
import Store

/// The pages of residents: what can be asked for, reporting a problem, following it.
///
/// No cookie, and no script that a page could not do without: what has been chosen travels in the addresses, what has been
/// written in forms, and between the last question and the button in a draft of the database.
struct ResidentRoutes: Sendable {
    let cities: Cities
    let pages: Pages
    /// The pages that wait for news.
    let streams: StreamSlots
    /// Where photos come in; nil where none are taken.
    let photos: PhotoRoom?
    /// Whether residents can be written to.
    let house: MailHouse
    /// The QR codes of pages.
    let codes: QRCodes
    /// Who says that staff are staff, where they write for a caller.
    let door: StaffDoor
    /// What keeps one client from flooding a city.
    let gate: SubmissionGate

    func add(to router: Router<DispatchContext>) {
        router.resource("/", [.get: page(front)])
        router.resource("report", [.get: page(start)])
        router.resource("report/where", [.get: page(place), .post: page(changePlace)])
        router.resource("report/what", [.get: page(what)])
        router.resource("report/details", [.get: page(nearbyThenDetails), .post: page(answer)])
        router.resource("report/you", [.get: page(you), .post: page(tell)])
        router.resource("report/check", [.get: page(check), .post: page(send)])
        router.resource("report/nearby", [.get: page(nearby), .post: page(sayAnother)])
        router.resource("report/edge", [.get: page(edge), .post: page(sayEdge)])
        router.resource("follow", [.get: page(follow)])
        router.resource("r/{service_request_id}", [.get: page(status)])
        router.resource("r/{service_request_id}/still-there", [.post: page(stillThere)])
        router.resource("r/{service_request_id}/events", [.get: events])
        router.resource("r/{service_request_id}/note", [.post: page(note)])
        router.resource("r/{service_request_id}/answer", [.post: page(answerQuestion)])
        router.resource("r/{service_request_id}/confirmed", [.post: page(confirmed)])
        router.resource("report/photos/{name}", [.get: draftPhoto])
        router.resource("r/{service_request_id}/photos/{name}", [.get: photo])
        router.resource("r/{service_request_id}/qr.svg", [.get: code])
    }

    /// A page of a few sentences and the ways on from there; where a form of a report is answered with it, `draft` is the
    /// report's, which a kiosk's "Start again" then deletes.
    func message(
        _ message: MessageView,
        status: HTTPResponse.Status = .ok,
        for visit: PageVisit,
        draft: String? = nil
    ) -> Response {
        let retry: HTTPFields = status == .serviceUnavailable ? [.retryAfter: "5"] : [:]
        var page = Page("message", title: message.heading, view: message, status: status, headers: retry)
        page.draft = draft
        return pages.response(page, for: visit)
    }
}
