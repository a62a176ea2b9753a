extension ChaosSite {
    /// What a run is told.
    struct Plan: Sendable {
        let folder: ChaosFolder
        let seed: UInt64
        let requests: Int
        /// Submissions a second.
        let rate: Double
        /// Seconds a claim lasts.
        let lease: Int
        /// `--catalog` and `--geodata` of the servers.
        let city: [String]
        /// Whether PostgreSQL acknowledges before it has written.
        let isAsynchronous: Bool
    }
}
