extension BenchReport {
    /// Does something again and again, one turn after the other, and prints the median and the 99th percentile of its times
    /// in milliseconds, which is what it gives; the first few turns, which find nothing prepared, are not counted.
    func timed(_ name: String, turns: Int, _ read: () async throws -> Void) async throws -> Double {
        var times: [Double] = []
        for turn in 0..<(turns + 5) {
            let start = ContinuousClock.now
            try await read()
            if turn >= 5 { times.append((ContinuousClock.now - start) / .milliseconds(1)) }
        }
        times.sort()
        let p99 = Series.percentile(99, ofSorted: times)
        try print("\(name)/p50", Series.percentile(50, ofSorted: times), "ms")
        try print("\(name)/p99", p99, "ms")
        return p99
    }
}
