/// Items that began to wait in one queue.
struct WorkArrival: Sendable, Hashable, Codable {
    let jurisdiction: Int32
    /// The queue's number.
    let queue: Int32
    /// The queue's full name, which begins with its department's code: `nypd/75`.
    let name: String
    /// How many.
    var count: Int
    /// The lowest seq among them.
    var lowest: Int64

    enum CodingKeys: String, CodingKey {
        // Short, because what is said to other processes is.
        case jurisdiction = "j"
        case queue = "q"
        case name = "n"
        case count = "c"
        case lowest = "s"
    }

    /// The department whose workers may take them.
    var department: Substring { name.prefix { $0 != "/" } }
}
