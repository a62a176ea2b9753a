import Glibc

/// Sends requests over so many connections, as fast as they are answered or at a rate.
///
/// One thread, one poll for all connections, requests rendered beforehand: what it takes away from the server, with
/// which it shares the processors, is printed.
struct LoadGenerator {
    private let requests: [[UInt8]]
    private let port: UInt16
    /// Requests a second; nil sends the next when an answer is there.
    private let rate: Double?
    private var connections: [LoadConnection] = []
    private var polled: [pollfd] = []
    private var turn: Int
    private var latencies: [Double] = []
    private var outcome = LoadOutcome()

    /// Prepares to send forms to a server of this machine, from one of them on.
    init(forms: [String], port: UInt16, rate: Double?, from start: Int) {
        requests = forms.map { form in
            Array(
                """
                POST /open311/v2/requests.json HTTP/1.1\r
                Host: 127.0.0.1:\(port)\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: \(form.utf8.count)\r
                \r
                \(form)
                """.utf8
            )
        }
        (self.port, self.rate, turn) = (port, rate, start)
    }

    /// Sends for some seconds before the clock starts, and some more that count.
    mutating func run(connections count: Int, warmUp: Double, seconds: Double) throws(BenchError) -> LoadOutcome {
        for _ in 0..<count { connections.append(try LoadConnection(port: port)) }
        defer { for connection in connections { connection.close() } }
        polled = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        let start = Self.now()
        let first = start + UInt64(warmUp * 1e9)
        let end = first + UInt64(seconds * 1e9)
        var due = Double(start)
        var idle = Array(connections.indices.reversed())
        var processorTime = ProcessorTime.own
        var isMeasured = false
        while true {
            let now = Self.now()
            if now >= end { break }
            if !isMeasured, now >= first {
                isMeasured = true
                processorTime = ProcessorTime.own
                outcome = LoadOutcome()
                latencies = []
            }
            // At a rate, what was due while every connection was busy keeps its time: waiting counts.
            var reopened: [Int] = []
            while let index = idle.last, rate == nil || due <= Double(now) {
                idle.removeLast()
                if !(try send(index, intended: rate == nil ? now : UInt64(due))) { reopened.append(index) }
                if let rate { due += 1e9 / rate }
            }
            // They wait for the next round, so that a server that takes nothing does not keep us in this one.
            idle += reopened
            var wait = min(Double(end - now), 1e8)
            if rate != nil, !idle.isEmpty { wait = min(wait, max(0, due - Double(now))) }
            try collect(within: wait, into: &idle)
        }
        outcome.seconds = Double(Self.now() - max(first, start)) / 1e9
        outcome.processorSeconds = ProcessorTime.own - processorTime
        latencies.sort()
        outcome.p50 = Series.percentile(50, ofSorted: latencies)
        outcome.p99 = Series.percentile(99, ofSorted: latencies)
        return outcome
    }

    /// Sends the next request; where that fails, the connection is a new one that nothing was sent on, and it is lost.
    private mutating func send(_ index: Int, intended: UInt64) throws(BenchError) -> Bool {
        turn += 1
        if connections[index].send(requests[turn % requests.count], intended: intended) { return true }
        try reopen(index)
        return false
    }

    private mutating func reopen(_ index: Int) throws(BenchError) {
        outcome.lost += 1
        connections[index].close()
        connections[index] = try LoadConnection(port: port)
        polled[index].fd = connections[index].descriptor
    }

    /// Waits for answers and takes those that are whole.
    private mutating func collect(within nanoseconds: Double, into idle: inout [Int]) throws(BenchError) {
        // Less than poll can wait is slept in small pieces, so that a request is sent when it is due.
        if nanoseconds < 1e6 { usleep(UInt32(min(nanoseconds / 1000, 100))) }
        guard poll(&polled, nfds_t(polled.count), Int32(nanoseconds / 1e6)) > 0 else { return }
        for index in polled.indices where polled[index].revents != 0 {
            switch connections[index].receive() {
            case .incomplete: continue
            case .closed: try reopen(index)
            case .whole(let status):
                if let intended = connections[index].intended {
                    latencies.append(Double(Self.now() - intended) / 1e6)
                }
                if (200...299).contains(status) {
                    outcome.accepted += 1
                } else {
                    outcome.refused += 1
                    outcome.complaint = outcome.complaint ?? connections[index].text
                }
            }
            connections[index].intended = nil
            idle.append(index)
        }
    }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
