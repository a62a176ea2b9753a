import Crypto
import ServiceRequests
import Store

/// A visit of somebody who is signed in.
struct StaffVisit: Sendable {
    /// The visit, with who is signed in for the page's head.
    let page: PageVisit
    /// The session it belongs to.
    let session: StaffSession

    /// Whose city.
    var city: City { page.city }
    /// Who works here.
    var worker: Worker { session.worker }
    /// The code of the department that signed in.
    var department: String { session.worker.department }

    /// Whether something may be done in this session.
    func may(_ permission: StaffPermission) -> Bool { session.permissions.contains(permission) }

    /// Whether items may be taken, and what became of them be said; without, the desk only shows.
    var mayWork: Bool { may(.work) }
    /// As whom the database hears the department's words about its own work.
    var role: ActingRole { .department(department, jurisdiction: city.row.number) }
    /// The same for what moves its work to other departments, which the server does.
    var behalf: ActingRole { .onBehalf(of: department, jurisdiction: city.row.number) }

    /// What tells whoever is signed in from whoever else was in the same browser, without saying who.
    ///
    /// Tabs share one stream, and what it tells is one department's.
    var mark: String {
        let holder = "\(session.client)\0\(worker.department)\0\(worker.name)"
        return Array(SHA256.hash(data: Array(holder.utf8)).prefix(8)).hexadecimal
    }

    init(_ visit: PageVisit, session: StaffSession) {
        let department = session.worker.department
        let name = visit.city.catalog.department(department)?.name.text(in: visit.language) ?? department
        var visit = visit
        visit.staff = StaffSign(
            name: "\(name) · \(session.worker.name)",
            permissions: session.permissions,
            hasAccount: session.account != nil
        )
        page = visit
        self.session = session
    }
}
