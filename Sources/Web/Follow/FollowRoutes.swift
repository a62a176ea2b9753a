import GeoReport
import HTTPTypes
import Hummingbird
import Notices
import ServiceRequests
import Store

/// Where people say that they want to be told: of a report or a place, by mail or by a web feed.
///
/// Whoever types an address learns nothing of it: the page says the same whether it is new, follows already, or was asked
/// too often. Only its owner can say yes, by the link in the mail and a button, for mailers open links by themselves.
struct FollowRoutes: Sendable {
    let resident: ResidentRoutes
    let news: PlaceNews

    func add(to router: Router<DispatchContext>) {
        let page = resident.page
        router.resource("r/{service_request_id}/follow", [.get: page(askOfRequest), .post: page(orderRequest)])
        router.resource("r/{service_request_id}/feed", [.get: requestFeed])
        router.resource("follow/places", [.get: page(places), .post: page(orderPlace)])
        router.resource("follow/feed", [.get: placeFeed])
        router.resource("follow/{follower}", [.get: page(token), .post: page(confirm)])
        router.resource("follow/{follower}/end", [.get: page(leave), .post: page(end)])
    }

    var cities: Cities { resident.cities }
    var house: MailHouse { resident.house }

    /// The page that says to look into the mail, whatever became of the order.
    func asked(back: String, _ visit: PageVisit) -> Response {
        let words = visit.words
        let view = MessageView(
            heading: words("follow_asked_heading"),
            sentences: [words("follow_asked"), words("follow_asked_not")],
            ways: [.init(address: back, label: words("follow_back"))]
        )
        return resident.message(view, for: visit)
    }

    /// The visit in the language that the form's button asks for; nil where another button sent it.
    ///
    /// The page is then shown again as it is typed, unchecked.
    func wished(_ form: FormParameters, _ request: Request, _ visit: PageVisit) throws -> PageVisit? {
        guard let language = visit.wish(form) else { return nil }
        var head = request.head
        head.path = visit.address(in: language)
        return try PageVisit(Request(head: head, body: request.body), cities: cities)
    }

    /// A page whose address is a secret: no other site hears of it.
    func secret(_ page: Page, _ visit: PageVisit) -> Response {
        var page = page
        page.headers[.referrerPolicy] = "no-referrer"
        return resident.pages.response(page, for: visit)
    }
}

extension MailAsk {
    /// The address that was typed, where it is one that a mailer takes.
    static func address(in form: FormParameters) -> MailAddress? { form["email"].flatMap { MailAddress($0) } }
}
