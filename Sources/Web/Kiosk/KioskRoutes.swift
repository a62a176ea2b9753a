import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import Photos
import ServiceRequests
import Store

/// What kiosks have beside the pages of residents: where a visit begins, the slip it ends with, and how it is wiped.
///
/// A kiosk is a screen in a public place. Its pages ask for no name, lead nowhere else, and keep nothing: what was written
/// and not sent is deleted before the next person comes.
struct KioskRoutes: Sendable {
    /// How close the map is at first: some streets around the kiosk.
    private static let zoom = 16

    let cities: Cities
    let pages: Pages
    /// Where photos come in; nil where none are taken.
    let photos: PhotoRoom?
    /// The QR codes of slips.
    let codes: QRCodes

    func add(to router: Router<DispatchContext>) {
        router.resource("kiosk/{kiosk}", [.get: start])
        router.resource("kiosk/{kiosk}/sent", [.get: sent])
        router.resource("kiosk/{kiosk}/wipe", [.post: wipe])
    }

    /// GET `/kiosk/{kiosk}`: where every visit begins, the question where the problem is with the map around the kiosk.
    private func start(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let (visit, kiosk) = try visit(request, context)
        var trail = ReportTrail(FormParameters([]))
        trail.kiosk = kiosk.id
        trail.language = visit.chosenLanguage
        let around = MapView(centre: kiosk.point, zoom: Self.zoom, size: .narrow)
        return Pages.redirect(to: trail.address("/report/where", adding: around.parameters))
    }

    /// GET `/kiosk/{kiosk}/sent?draft=`: the slip, with the private link of what the draft became.
    ///
    /// The draft is the secret of this address, and is deleted with the visit: whoever comes back to it later starts anew.
    private func sent(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let (visit, kiosk) = try visit(request, context)
        guard let draft = visit.query["draft"].flatMap({ ReportDraft.ID($0) }),
            let link = try await visit.city.drafts.link(of: draft),
            let record = try await visit.city.reader.record(link.id)
        else { return Pages.redirect(to: visit.address("/kiosk/\(kiosk.id)")) }
        let history = try await visit.city.history.lines(of: link.id)
        let view = SlipView(
            record,
            history,
            key: link.key,
            host: request.head.authority,
            hasCode: await codes.isUsable(),
            visit
        )
        return pages.response(Page("slip", title: visit.words("kiosk_sent"), view: view), for: visit)
    }

    /// POST `/kiosk/{kiosk}/wipe`: deletes what was written and not sent, and begins anew.
    private func wipe(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let (visit, kiosk) = try visit(request, context)
        let form = try await FormParameters(page: request)
        for draft in form.all(named: "draft").compactMap({ ReportDraft.ID($0) }) {
            do throws(StoreError) {
                try await forget(draft, of: visit.city, logger: context.logger)
            } catch {
                // It is swept after its day at the latest; the next person must not see the last one's page.
                context.logger.error("A kiosk's draft could not be deleted", metadata: error.metadata)
            }
        }
        return Pages.redirect(to: "/kiosk/\(kiosk.id)")
    }

    private func visit(_ request: Request, _ context: DispatchContext) throws -> (PageVisit, Catalog.Kiosk) {
        let visit = try PageVisit(request, cities: cities)
        guard let kiosk = visit.kiosk else {
            throw Refusal.notFound("there is nothing at this address")
        }
        return (visit, kiosk)
    }

    /// Forgets a draft and the photos that came with it; what it became, if it was sent, stays.
    private func forget(_ draft: ReportDraft.ID, of city: City, logger: Logger) async throws(StoreError) {
        var gone: [PhotoName] = []
        for photo in try await city.photos.of(draft: draft) {
            guard let name = PhotoName(bytes: photo.file.name) else { continue }
            if try await city.photos.remove(photo.file.name, from: draft) { gone.append(name) }
        }
        await photos?.remove(gone, of: city, logger: logger)
        try await city.drafts.forget(draft)
    }
}
