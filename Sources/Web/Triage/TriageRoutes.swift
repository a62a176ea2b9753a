import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store
import Synchronization

/// What people decide about the whole city's requests: what waits for them, and the decisions.
struct TriageRoutes: Sendable {
    static let address = "/dispatch/triage"

    let pages: Pages

    /// GET `/dispatch/triage[?kind=&after=]`: what needs a decision, by kind.
    func list(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let kind = staff.page.query["kind"].flatMap { TriageKind(rawValue: $0) }
        let after = staff.page.query["after"].flatMap { Int64($0) } ?? 0
        var page = try await staff.city.triage.page(kind ?? .gap, after: after)
        var shown = kind ?? .gap
        // Nobody asked for a kind: the first that has anything.
        if kind == nil, page.rows.isEmpty, let first = page.counts.first(where: { $0.items > 0 }) {
            shown = first.kind
            page = try await staff.city.triage.page(shown, after: after)
        }
        let view = TriageView(
            page,
            of: shown,
            after: after,
            said: staff.page.query["said"],
            words: StaffWords(staff, now: page.at),
            city: staff.city
        )
        return pages.response(Page("triage", title: view.title, view: view, audience: .staff), for: staff.page)
    }

    /// GET `/dispatch/triage/corrections`: what the catalog should have known.
    func corrections(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let before = staff.page.query["before"].flatMap { Int64($0) }
        let findings = try await staff.city.findings.list(before: before, for: staff.department)
        let counts = try await staff.city.findings.counts(for: staff.department)
        let menu = PublishingMenu(staff)
        let view = CorrectionsView(findings, counts, before: before, words: StaffWords(staff), menu: menu)
        return pages.response(
            Page("corrections", title: "What the catalog should have known", view: view, audience: .staff),
            for: staff.page
        )
    }

    /// Finds the request in a path, as the visitor's department may read it.
    func find(_ context: DispatchContext, _ staff: StaffVisit) async throws -> RequestVisit {
        guard let id = context.captured("id"),
            let file = try await staff.city.files.file(id: id, viewer: staff.department)
        else {
            throw Refusal.notFound("there is no service request of this reference that your department may read")
        }
        return RequestVisit(visit: staff, file: file)
    }

    /// Does what a form decides about a request, once, as the city's supervisor; then where the form came from.
    func decide(
        _ form: FormParameters,
        _ visit: RequestVisit,
        _ read: MoveForm,
        said: String,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]>
    ) async throws -> Response {
        let refusal = Mutex<MoveRefusal?>(nil)
        let waiting = Mutex<[Int64]>([])
        let key = try FormToken(form).key(visit.visit, "\(read.name) \(visit.file.serviceRequestID)", form)
        let city = visit.visit.city
        let result = try await city.calls.once(key, as: visit.role) {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            switch try work(connection) {
            case .done(let items):
                waiting.withLock { $0 += items }
                return "ok"
            case .refused(let why):
                refusal.withLock { $0 = why }
                return nil
            }
        }
        guard try result.answer() == "ok" else {
            let now = try await RequestVisit(again: visit)
            let why = refusal.withLock(\.self)?.sentence ?? "It stands otherwise by now."
            let loss = ItemView.Loss(
                words: why,
                advice: "How it stands is shown below.",
                written: read.text.isEmpty ? nil : read.text
            )
            return pages.request(now, status: .conflict, loss: loss, item: form["item"].flatMap { Int64($0) })
        }
        await city.queues.ring(waiting.withLock(\.self))
        await city.watch.poke(visit.file.serviceRequestID)
        return Pages.redirect(to: visit.next(after: form, said: said))
    }

    /// The page of the request with the mistakes of a form.
    func mistaken(_ visit: RequestVisit, _ read: MoveForm, _ form: FormParameters) -> Response {
        pages.request(visit, status: .unprocessableContent, move: read, item: form["item"].flatMap { Int64($0) })
    }
}
