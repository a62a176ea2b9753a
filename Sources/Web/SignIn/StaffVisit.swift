import ServiceRequests
import Store

/// A visit of somebody who is signed in.
struct StaffVisit: Sendable {
    /// The visit, with the department's name for the page's head.
    let page: PageVisit
    /// The session it belongs to.
    let session: StaffSession

    /// Whose city.
    var city: City { page.city }
    /// Who works here.
    var worker: Worker { session.worker }
    /// The code of the department that signed in.
    var department: String { session.worker.department }

    /// Whether the key may be used to take items and to say what became of them; without, the desk only shows.
    var mayWork: Bool { session.scopes.contains(.work) }
    /// As whom the database hears the department's words about its own work.
    var role: ActingRole { .department(department, jurisdiction: city.row.number) }
    /// The same for what moves its work to other departments, which the server does.
    var behalf: ActingRole { .onBehalf(of: department, jurisdiction: city.row.number) }

    init(_ visit: PageVisit, session: StaffSession) {
        let department = session.worker.department
        let name = visit.city.catalog.department(department)?.name.text(in: visit.language) ?? department
        var visit = visit
        visit.staffName = "\(name) · \(session.worker.name)"
        page = visit
        self.session = session
    }
}
