import HTTPTypes
import ServiceRequests
import Store

/// A department's system that has shown its key.
struct Caller: Sendable {
    let holder: APIKeyHolder
    let city: City

    /// Who claims, by the name the worker goes by; the key's readable part where it gives none.
    func worker(_ name: String? = nil) -> Worker {
        Worker(department: holder.department, name: name ?? "key-\(holder.prefix)")
    }

    /// Makes sure the department in the address is the key's own.
    func check(department: String) throws(Refusal) {
        guard city.catalog.department(department) != nil || department == holder.department else {
            throw Refusal(.notFound, "department_unknown", "expected the code of a department, found another")
        }
        guard department == holder.department else {
            throw Refusal(
                .forbidden,
                "department_foreign",
                "expected the queues of \(holder.department), whose key this is, found another department's"
            )
        }
    }
}
