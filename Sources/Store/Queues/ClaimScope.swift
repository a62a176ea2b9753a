/// Which lanes a claim looks at: all of a department's, or those of one queue.
struct ClaimScope: Sendable, Hashable {
    let department: String
    /// One queue by its full name; nil for all of the department's.
    let queue: String?

    /// Whether it looks into a queue of this name.
    func covers(_ name: String) -> Bool {
        if let queue { return queue == name }
        return name == department || name.hasPrefix("\(department)/")
    }
}
