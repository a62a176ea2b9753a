import Store

/// The pages about the catalog and the boundaries, as a line of links: `publishing-menu.mustache`.
struct PublishingMenu: Sendable {
    let links: [PageFrame.Link]

    init(_ visit: StaffVisit) {
        var pages = [
            ("/dispatch/catalog", "Catalog"), ("/dispatch/boundaries", "Boundaries"),
            ("/dispatch/explain", "Explain a place"),
            ("\(TriageRoutes.address)/corrections", "What people found wrong"),
        ]
        if visit.may(.publish) { pages.append(("/dispatch/catalog/edit", "Edit a file")) }
        let path = visit.page.path
        links = pages.map { PageFrame.Link(address: $0.0, label: $0.1, isCurrent: $0.0 == path) }
    }
}
