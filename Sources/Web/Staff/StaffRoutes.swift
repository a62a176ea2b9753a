import HTTPTypes
import Hummingbird

/// Staff's pages behind the door: only who is signed in, and may do what the table says, gets to one.
struct StaffRoutes: Sendable {
    let door: StaffDoor
    let desk: DeskRoutes
    let board: BoardRoutes
    let live: LiveRoutes
    let triage: TriageRoutes
    let own: OwnAccountRoutes
    let accounts: AccountRoutes
    let catalog: CatalogRoutes
    let publishing: PublishingRoutes
    let explain: ExplainRoutes
    let layers: LayerRoutes

    func add(to router: Router<DispatchContext>) {
        for (path, routes) in Dictionary(grouping: StaffRoute.all, by: \.path) {
            var answers: [HTTPRequest.Method: Router<DispatchContext>.Handler] = [:]
            for route in routes {
                let answer = route.answer(self)
                answers[route.method] = { request, context in
                    // Before anything is looked up for it.
                    if route.method == .post { try SameOrigin.check(request) }
                    return try await answer(request, context, door.visit(request, for: route.permission))
                }
            }
            if answers[.get] == nil {
                // The address of a form that came back, opened or loaded again: the page the form stands on.
                answers[.get] = { request, _ in Pages.redirect(to: StaffAddress(form: request).text) }
            }
            router.resource(RouterPath(path), answers)
        }
    }
}
