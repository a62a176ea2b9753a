import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// What other sites do: the way there, a number to follow it by, and what the other site says became of it.
///
/// Nothing of the resident goes along but that number, and only where they asked for one.
struct ErrandRoutes: Sendable {
    let cities: Cities
    let pages: Pages
    let secrets: ElsewhereSecrets
    /// Takes the detours of pages.
    let residents: ResidentRoutes

    func add(to router: Router<DispatchContext>) {
        router.resource("elsewhere/{code}", [.get: residents.page(show), .post: residents.page(begin)])
        router.resource("elsewhere/errands/{errand}", [.get: residents.page(follow)])
        router.resource("elsewhere/errands/{errand}/status", [.post: tell])
    }

    /// Whether an address is where other sites send their word.
    static func isWord(path: String) -> Bool {
        path.hasPrefix("/elsewhere/errands/") && path.hasSuffix("/status")
    }

    /// GET `/elsewhere/{code}`: what it is, who does it, and the way there.
    private func show(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let entry = try entry(context, visit)
        let view = ElsewhereView(entry, visit, canFollow: canReport(entry, visit))
        return pages.response(Page("elsewhere", title: view.name, view: view), for: visit)
    }

    /// POST `/elsewhere/{code}`: draws a number to follow it by, and leads to its page.
    private func begin(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        _ = try await FormParameters(page: request)
        let entry = try entry(context, visit)
        guard canReport(entry, visit) else {
            return Pages.redirect(to: visit.address("/elsewhere/\(FormParameters.encoded(entry.code))"))
        }
        let id = try await visit.city.errands.begin(entry.code)
        return Pages.redirect(to: visit.address("/elsewhere/errands/\(id.text)"))
    }

    /// GET `/elsewhere/errands/{errand}`: what the other site has said, and the way there with the number.
    private func follow(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let id = context.captured("errand").flatMap({ Errand.ID($0) }),
            let errand = try await visit.city.errands.errand(id)
        else {
            throw Refusal.notFound("expected the number of something you began here, found another or a very old one")
        }
        let view = ErrandView(errand, visit.city.catalog.elsewhere(errand.code), visit)
        var page = Page("errand", title: view.name, view: view)
        // Whoever knows this address may read the page: the other site learns the number, and nobody else.
        page.headers[.referrerPolicy] = "no-referrer"
        return pages.response(page, for: visit)
    }

    /// POST `/elsewhere/errands/{errand}/status`: the other site's signed word.
    ///
    /// An errand that is not there, one of an entry whose site has no secret, and a wrong signature are refused alike,
    /// so that nobody without the secret learns which errands there are.
    private func tell(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let city = try cities.city(for: request)
        let body = try await JSONBody(request)
        guard let id = context.captured("errand").flatMap({ Errand.ID($0) }),
            let signature = WordSignature(request.headers),
            let errand = try await city.errands.errand(id),
            signature.holds(
                for: body.bytes.readableBytesView,
                errand: id.text,
                secrets: secrets.secrets(of: errand.code, in: city.code),
                now: city.clock.now
            )
        else { throw Self.unsigned }
        let said: ErrandWord = try body.decoded(city.row.cipher)
        guard let word = Errand.Word(state: said.state, words: said.words, time: signature.time) else {
            throw Refusal.internalFault
        }
        switch try await city.errands.tell(id, of: errand.code, word) {
        case .kept: return Response(status: .noContent)
        case .known:
            throw Refusal(
                .conflict,
                "not_newer",
                "expected a time t later than that of the last word, found one that is not; what was said last stands"
            )
        case .unknown: throw Self.unsigned
        }
    }

    private static let unsigned = Refusal(
        .unauthorized,
        "signature_invalid",
        "expected \(HTTPField.Name.dispatch311Signature.rawName): t=…,v1=…, the HMAC-SHA256 of t, the errand and the body "
            + "with this entry's secret, t at most \(WordSignature.tolerance) s from now, found none that holds"
    )

    private func entry(_ context: DispatchContext, _ visit: PageVisit) throws -> Catalog.Elsewhere {
        guard let entry = context.captured("code").flatMap({ visit.city.catalog.elsewhere($0) }) else {
            throw Refusal.notFound("expected something that another site does, found no such entry")
        }
        return entry
    }

    private func canReport(_ entry: Catalog.Elsewhere, _ visit: PageVisit) -> Bool {
        secrets.canReport(entry, in: visit.city.code)
    }
}
