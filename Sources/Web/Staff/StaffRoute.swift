import HTTPTypes
import Hummingbird
import Store

/// One address of staff's pages: what somebody must be allowed to do to use it, and what answers it.
struct StaffRoute: Sendable {
    typealias Answer = @Sendable (Request, DispatchContext, StaffVisit) async throws -> Response

    let method: HTTPRequest.Method
    let path: String
    /// Nil for what everybody signed in may do: what concerns only the person.
    let permission: StaffPermission?
    let answer: @Sendable (StaffRoutes) -> Answer

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ permission: StaffPermission?,
        _ answer: @escaping @Sendable (StaffRoutes) -> Answer
    ) {
        (self.method, self.path, self.permission, self.answer) = (method, path, permission, answer)
    }
}

extension StaffRoute {
    /// All of staff's pages: the one place that says who may do what there.
    ///
    /// The router knows no other address of theirs but the sign-in's own. What a department may see and change of an item is
    /// besides for the item's own lookup and for the database's row-level security.
    static let all: [StaffRoute] = desk + board + triage + people + publishing

    private static let desk = [
        StaffRoute(.get, "desk", .read) { $0.desk.desk },
        StaffRoute(.post, "desk/take", .work) { $0.desk.take },
        StaffRoute(.get, "desk/live", .read) { $0.live.desk },
        StaffRoute(.get, "desk/report", .work) { $0.desk.report },
        StaffRoute(.get, "desk/items", .read) { $0.desk.list },
        StaffRoute(.get, "desk/items.csv", .read) { $0.desk.csv },
        StaffRoute(.get, "desk/items.geojson", .read) { $0.desk.geoJSON },
        StaffRoute(.get, "desk/sheets", .read) { $0.desk.sheets },
        StaffRoute(.post, "desk/bulk", .work) { $0.desk.bulk },
        StaffRoute(.post, "desk/bulk/hand-over", .move) { $0.desk.bulkHandOver },
        StaffRoute(.get, "desk/results", .work) { $0.desk.results },
        StaffRoute(.post, "desk/views", .read) { $0.desk.keepView },
        StaffRoute(.post, "desk/views/forget", .read) { $0.desk.forgetView },
        StaffRoute(.get, "desk/items/{item}", .read) { $0.desk.item },
        StaffRoute(.post, "desk/items/{item}/complete", .work) { $0.desk.complete },
        StaffRoute(.post, "desk/items/{item}/accept", .work) { $0.desk.accept },
        StaffRoute(.post, "desk/items/{item}/release", .work) { $0.desk.release },
        StaffRoute(.post, "desk/items/{item}/decline", .work) { $0.desk.decline },
        StaffRoute(.post, "desk/items/{item}/hand-over", .move) { $0.desk.handOver },
        StaffRoute(.post, "desk/items/{item}/renew", .work) { $0.desk.renew },
        StaffRoute(.post, "desk/items/{item}/photos", .work) { $0.desk.addPhotos },
        StaffRoute(.get, "desk/items/{item}/photos/{name}", .read) { $0.desk.photo },
        StaffRoute(.post, "desk/items/{item}/pause", .work) { $0.desk.pause },
        StaffRoute(.post, "desk/items/{item}/resume", .work) { $0.desk.resume },
        StaffRoute(.post, "desk/items/{item}/ask", .work) { $0.desk.ask },
        StaffRoute(.post, "desk/items/{item}/note", .work) { $0.desk.note },
        StaffRoute(.get, "desk/items/{item}/reroute", .move) { $0.desk.correct },
        StaffRoute(.post, "desk/items/{item}/reroute", .move) { $0.desk.reroute },
        StaffRoute(.post, "desk/items/{item}/legs", .move) { $0.desk.addLeg },
        StaffRoute(.post, "desk/items/{item}/withdraw", .move) { $0.desk.withdraw },
        StaffRoute(.post, "desk/items/{item}/give-back", .lead) { $0.desk.giveBack },
        StaffRoute(.post, "desk/items/{item}/contact", .work) { $0.desk.contact },
    ]

    private static let board = [
        StaffRoute(.get, "dispatch", .board) { $0.board.board },
        StaffRoute(.get, "dispatch/live", .board) { $0.live.board },
        StaffRoute(.get, "dispatch/places", .board) { $0.board.places },
        StaffRoute(.get, "dispatch/map.json", .board) { $0.board.map },
        StaffRoute(.get, "dispatch/items", .board) { $0.board.list },
        StaffRoute(.get, "dispatch/items.csv", .board) { $0.board.csv },
        StaffRoute(.get, "dispatch/items.geojson", .board) { $0.board.geoJSON },
        StaffRoute(.get, "dispatch/requests/{id}", .board) { $0.board.serviceRequest },
        StaffRoute(.get, "dispatch/requests/{id}/history.json", .board) { $0.board.history },
    ]

    private static let triage = [
        StaffRoute(.get, "dispatch/triage", .supervise) { $0.triage.list },
        StaffRoute(.get, "dispatch/triage/corrections", .catalog) { $0.triage.corrections },
        StaffRoute(.get, "dispatch/requests/{id}/reroute", .supervise) { $0.triage.correct },
        StaffRoute(.post, "dispatch/requests/{id}/reroute", .supervise) { $0.triage.reroute },
        StaffRoute(.post, "dispatch/requests/{id}/send", .supervise) { $0.triage.send },
        StaffRoute(.post, "dispatch/requests/{id}/runner-up", .supervise) { $0.triage.takeRunnerUp },
        StaffRoute(.post, "dispatch/requests/{id}/release", .supervise) { $0.triage.release },
        StaffRoute(.post, "dispatch/requests/{id}/keep", .supervise) { $0.triage.keep },
        StaffRoute(.post, "dispatch/requests/{id}/cancel", .supervise) { $0.triage.cancel },
        StaffRoute(.post, "dispatch/requests/{id}/reopen", .supervise) { $0.triage.reopen },
        StaffRoute(.post, "dispatch/requests/{id}/finding", .supervise) { $0.triage.finding },
    ]

    private static let publishing = [
        StaffRoute(.get, "dispatch/catalog", .catalog) { $0.catalog.overview },
        StaffRoute(.get, "dispatch/catalog/services/{code}", .catalog) { $0.catalog.service },
        StaffRoute(.get, "dispatch/catalog/files/{file}", .catalog) { $0.catalog.file },
        StaffRoute(.get, "dispatch/catalog/files/{file}/{name}", .catalog) { $0.catalog.file },
        StaffRoute(.get, "dispatch/catalog/edit", .publish) { $0.publishing.edit },
        StaffRoute(.post, "dispatch/catalog/edit", .publish) { $0.publishing.change },
        StaffRoute(.get, "dispatch/catalog/rollback", .publish) { $0.publishing.catalogBack },
        StaffRoute(.post, "dispatch/catalog/rollback", .publish) { $0.publishing.goBackCatalog },
        StaffRoute(.get, "dispatch/explain", .catalog) { $0.explain.explain },
        StaffRoute(.get, "dispatch/boundaries", .catalog) { $0.layers.overview },
        StaffRoute(.get, "dispatch/boundaries/rollback", .publish) { $0.publishing.boundariesBack },
        StaffRoute(.post, "dispatch/boundaries/rollback", .publish) { $0.publishing.goBackBoundaries },
        StaffRoute(.get, "dispatch/boundaries/layers/{layer}", .catalog) { $0.layers.layer },
        StaffRoute(.get, "dispatch/boundaries/layers/{layer}/new", .publish) { $0.layers.form },
        StaffRoute(.post, "dispatch/boundaries/layers/{layer}/new", .publish) { $0.layers.replace },
    ]

    private static let people = [
        StaffRoute(.get, "desk/account", nil) { $0.own.show },
        StaffRoute(.post, "desk/account/password", nil) { $0.own.changePassword },
        StaffRoute(.post, "desk/account/openid", nil) { $0.own.link },
        StaffRoute(.post, "desk/account/openid/end", nil) { $0.own.unlink },
        StaffRoute(.post, "desk/account/sign-out", nil) { $0.own.signOutEverywhere },
        StaffRoute(.get, "desk/accounts", .accounts) { $0.accounts.list },
        StaffRoute(.post, "desk/accounts/invite", .accounts) { $0.accounts.invite },
        StaffRoute(.get, "desk/accounts/{account}", .accounts) { $0.accounts.show },
        StaffRoute(.post, "desk/accounts/{account}/change", .accounts) { $0.accounts.change },
        StaffRoute(.post, "desk/accounts/{account}/link", .accounts) { $0.accounts.renew },
        StaffRoute(.post, "desk/accounts/{account}/unlink", .accounts) { $0.accounts.unlink },
        StaffRoute(.post, "desk/accounts/{account}/disable", .accounts) { $0.accounts.disable },
        StaffRoute(.post, "desk/accounts/{account}/enable", .accounts) { $0.accounts.enable },
        StaffRoute(.post, "desk/accounts/{account}/sign-out", .accounts) { $0.accounts.signOut },
    ]
}
