import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/report/details`: where open reports of the same kind lie near a place that was just chosen, first whether it
    /// is one of these; then the questions.
    func nearbyThenDetails(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query)
        if trail.service != nil, trail.seen == nil {
            do {
                if try await !nearby(reported(trail, visit), visit).isEmpty {
                    return Pages.redirect(to: trail.address("/report/nearby"))
                }
            } catch let error as StoreError {
                // Who cannot be told of others can report all the same.
                context.logger.warning("Could not look for reports nearby", metadata: error.metadata)
            }
        }
        return try await details(request, context)
    }

    /// GET `/report/nearby`: the open reports of the same kind nearby, each with the way to its page.
    func nearby(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let trail = ReportTrail(visit.query)
        let report = try await reported(trail, visit)
        guard let name = report["service_code"] else { throw Detour.to(report.trail(trail).address("/report/what")) }
        guard let service = visit.city.catalog.service(named: name) else { return serviceGone(trail.draft, visit) }
        // A written report whose place was changed goes back to its check.
        let next = trail.service == nil && trail.draft != nil ? "/report/check" : "/report/details"
        let found = try await nearby(report, visit)
        guard let point = try? report.parameters.coordinate(near: visit.city.extent), !found.isEmpty else {
            throw Detour.to(trail.address(next))
        }
        let records = try await visit.city.reader.records(.init(selection: .ids(found.map(\.id))))
        let view = NearbyView(
            found,
            records,
            around: point,
            of: service,
            visit,
            trail,
            isWritten: next == "/report/check"
        )
        return pages.response(Page("nearby", title: visit.words("nearby_heading"), view: view), for: visit)
    }

    /// POST `/report/nearby`: a written report is none of those that its writer was shown.
    func sayAnother(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try await visit(request)
        let form = try await FormParameters(page: request)
        var trail = ReportTrail(form["draft"].flatMap { ReportDraft.ID($0) }, visit)
        do {
            var report = try await written(trail.draft, visit)
            report["seen"] = form["seen"]
            trail.draft = try await keep(report, in: trail.draft, visit)
            return Pages.redirect(to: trail.address("/report/check"))
        } catch let error as StoreError {
            context.logger.error("A draft could not be kept", metadata: error.metadata)
            let action = visit.address("/report/nearby")
            return away(form, after: error, action: action, label: visit.words("report_try_again"), visit)
        }
    }

    /// The open public reports of the same service within its radius of the report's point, the newest first.
    func nearby(_ report: ReportForm, _ visit: PageVisit) async throws -> [NearbyRequest] {
        guard let service = report["service_code"].flatMap({ visit.city.catalog.service(named: $0) }),
            service.visibility == .public,
            let point = try? report.parameters.coordinate(near: visit.city.extent)
        else { return [] }
        return try await visit.city.nearby.open(
            service.code,
            near: point,
            within: service.duplicateRadius,
            limit: ReportForm.mostSeen
        )
    }

    /// What is written in a draft, where there is one, with what the address says.
    private func reported(_ trail: ReportTrail, _ visit: PageVisit) async throws -> ReportForm {
        var report = ReportForm(FormParameters([]))
        if let id = trail.draft { report = try await written(id, visit) }
        report.take(trail)
        return report
    }
}

extension City {
    /// Finds what somebody may be about to report once more.
    var nearby: NearbyReader {
        NearbyReader(pool: pool, jurisdiction: row, privateServices: catalog.privateServices)
    }
}
