/// How many connections to the database are used at most, by the role they work as.
public struct PoolSizes: Sendable, Hashable {
    /// For submissions; they gather while one is being stored, so few are enough.
    public var intake: Int
    /// For departments' words: claims, and what became of them.
    public var department: Int
    /// For everything else: reading, moves between departments, what runs beside the requests.
    public var service: Int

    /// All of them.
    public var total: Int { intake + department + service }

    /// Sets each of them; one is the least.
    public init(intake: Int, department: Int, service: Int) {
        (self.intake, self.department, self.service) = (max(1, intake), max(1, department), max(1, service))
    }

    /// Shares a total out: a quarter for submissions, three eighths each for departments and the rest; 16 is 4, 6 and 6.
    ///
    /// Each gets at least one, so fewer than three are three.
    public init(total: Int = 16) {
        let intake = max(1, total / 4)
        let department = max(1, (total - intake) / 2)
        self.init(intake: intake, department: department, service: total - intake - department)
    }
}
