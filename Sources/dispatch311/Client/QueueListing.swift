/// What the department API answers to `GET queues`.
struct QueueListing: Decodable, Sendable {
    /// One queue.
    struct Queue: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case queue, department, waiting, leased, accepted
            case oldestSeconds = "oldest_seconds"
        }

        /// `nypd/75`.
        let queue: String
        /// `nypd`.
        let department: String
        /// Items nobody has.
        let waiting: Int
        /// Items a worker has for a while.
        let leased: Int
        /// Items the department owns and has not finished.
        let accepted: Int
        /// How long the oldest waits.
        let oldestSeconds: Int?
    }

    /// Every queue of the department that ever had work.
    let queues: [Queue]
}
