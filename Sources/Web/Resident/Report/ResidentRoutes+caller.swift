import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// The visit a request is for; where staff write for a caller, with who is signed in.
    func visit(_ request: Request) async throws -> PageVisit {
        var visit = try PageVisit(request, cities: cities)
        guard visit.isByPhone else { return visit }
        // Pages that need no database are there without it: then the band has no name.
        let session = try? await door.session(request, of: visit.city)
        let name = session.flatMap(\.self).flatMap { StaffVisit(visit, session: $0).page.staff?.name }
        visit.clerk = Clerk(name: name)
        return visit
    }

    /// Who of staff sends a report for a caller; nil where the resident writes it.
    ///
    /// The address alone proves nothing, so the session is asked for now; where it is over, the way leads through the
    /// sign-in back to the report, which is kept.
    func caller(_ draft: ReportDraft.ID, _ request: Request, _ visit: PageVisit) async throws -> Worker? {
        guard visit.isByPhone else { return nil }
        do {
            return try await door.visit(request, for: .work).worker
        } catch let refusal as Refusal where refusal.status == .seeOther {
            let back = StaffAddress("/desk/report?draft=\(draft.text)") ?? .desk
            throw Detour.to(back.signIn(isLost: true))
        }
    }
}

extension ServiceRequest.WayIn {
    /// Says that staff entered it for a caller.
    mutating func enter(by worker: Worker) {
        channel = .phone
        enteredBy = "\(worker.department)/\(worker.name)"
    }
}
