/// What a sweep over deadlines found.
public struct DeadlineSweep: Sendable, Hashable {
    /// Rows whose time had come and that are gone now, whether they still meant something or not.
    public let rows: Int
    /// Items that are due soon, which their history did not say before.
    public let dueSoon: Int
    /// Items that are overdue, which their history did not say before.
    public let overdue: Int
    /// Items among these that waited, and now wait in a higher lane.
    public let raised: Int

    /// Names what was found.
    public init(rows: Int, dueSoon: Int, overdue: Int, raised: Int) {
        self.rows = rows
        self.dueSoon = dueSoon
        self.overdue = overdue
        self.raised = raised
    }

    /// Nothing whose time had come.
    static let nothing = DeadlineSweep(rows: 0, dueSoon: 0, overdue: 0, raised: 0)
}
