/// Who speaks: a department's key, and the name its worker goes by.
public struct Worker: Sendable, Hashable {
    /// The department's code, from the key.
    public let department: String
    /// What the worker calls itself; in the history, so never a person's full name.
    public let name: String

    /// Creates a worker.
    public init(department: String, name: String) {
        self.department = department
        self.name = name
    }

    /// As the history names it: `nypd/car-12`.
    var actor: String { "\(department)/\(name)" }
}
