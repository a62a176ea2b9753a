import Boundaries
import ServiceRequests

/// The demo in one JSON object.
struct DemoSummary: Encodable, Sendable {
    /// One department.
    struct Department: Encodable, Sendable {
        /// Its code.
        let department: String
        /// Service requests this run sent it.
        let sent: Int
        /// Items that waited before.
        let before: Int
        /// Items that wait.
        let waiting: Int
    }

    /// All made-up service requests.
    let sent: Int
    /// Items that waited before.
    let before: Int
    /// Items that waited after sending.
    let waiting: Int
    /// Items the demo's department completed.
    let completed: Int
    /// Who got what.
    let departments: [Department]
    /// The decision that was explained.
    let example: String?
    /// The server's address.
    let url: String

    /// A form to try: the example's, as curl sends it.
    let form: String

    /// Sums up.
    init(table: DemoTable, example: InterestingDecision.Example?, completed: Int, address: String) {
        sent = table.sent
        before = table.before
        waiting = table.waiting
        self.completed = completed
        departments = table.lines.map {
            Department(department: $0.code, sent: $0.sent, before: $0.before, waiting: $0.waiting)
        }
        self.example = example.map { $0.decision.queue }
        url = address
        form =
            example.map { example in
                let place = example.request.coordinate
                return "service_code=\(example.request.service)&lat=\(place.latitude)&long=\(place.longitude)"
            } ?? "service_code=&lat=&long="
    }
}
