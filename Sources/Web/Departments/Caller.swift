import HTTPTypes
import ServiceRequests
import Store

/// A department's system that has shown its key, at an address it may use.
struct Caller: Sendable {
    let holder: APIKeyHolder
    let city: City
    /// As whom the database hears it: by its key, whatever else it says.
    let role: ActingRole
    /// Whom it speaks for: its key's department.
    let department: String

    /// Who claims, by the name the worker goes by; the key's readable part where it gives none.
    func worker(_ name: String? = nil) -> Worker {
        Worker(department: department, name: name ?? "key-\(holder.prefix)")
    }

    /// The city's queues, as far as the caller may see them.
    var queues: Queues { city.queues.acting(as: role) }

    /// The same caller for how items ended: tying a duplicate to its original is the server's to do.
    func ending(_ completions: [Completion]) -> Caller {
        guard completions.contains(where: \.isOfDuplicate), case .department(let own, let jurisdiction) = role
        else { return self }
        let behalf = ActingRole.onBehalf(of: own, jurisdiction: jurisdiction)
        return Caller(holder: holder, city: city, role: behalf, department: department)
    }

    /// Makes sure the department in the address is the key's own.
    func check(department: String) throws(Refusal) {
        guard city.catalog.department(department) != nil || department == self.department else {
            throw Refusal(.notFound, "department_unknown", "expected the code of a department, found another")
        }
        guard department == self.department else {
            throw Refusal(
                .forbidden,
                "department_foreign",
                "expected the queues of \(self.department), whose key this is, found another department's"
            )
        }
    }
}
