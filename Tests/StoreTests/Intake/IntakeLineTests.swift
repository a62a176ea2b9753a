import ServiceRequests
import TestSupport
import Testing

@testable import Store

@Suite struct IntakeLineTests {
    private typealias Line = IntakeLine<Int>

    private let snapshot: RoutingSnapshot

    init() async throws { snapshot = try await TinyCity.snapshot() }

    private func submission(_ key: String? = nil, words: Int = 0, fingerprint: UInt8 = 1) throws -> Submission {
        let draft = ServiceRequest.Draft(
            serviceCode: "pothole",
            location: .point(try Place.west.coordinate),
            description: String(repeating: "a", count: words)
        )
        guard case .routed(let decision) = Assigner(snapshot: snapshot).assign(draft) else {
            throw Unexpected("not routed")
        }
        return Submission(
            draft: draft,
            decision: decision,
            notice: "",
            isPrivate: false,
            expectedIn: .seconds(1),
            warningIn: .seconds(1),
            key: key.map {
                Submission.Key(client: "c", key: $0, fingerprint: [UInt8](repeating: fingerprint, count: 32))
            }
        )
    }

    private func receipt(_ id: String) -> Submission.Result {
        .stored(
            ServiceRequest.Receipt(
                id: id,
                serviceNotice: "",
                accountID: nil,
                department: "works",
                queue: "works/W"
            )
        )
    }

    /// Takes the next load, if there is one, and says of how many.
    private func next(_ line: inout Line) -> (Line.Load, Int)? {
        line.load().map { ($0, $0.submissions.count) }
    }

    @Test func `what comes in while a statement is in flight goes with the next, in its order`() throws {
        var line = Line(limits: IntakeLimits(maximumStatements: 1))
        let one = try submission()
        #expect(line.arrive(one, 1) == .first)
        let (first, alone) = try #require(next(&line))
        #expect(alone == 1)
        for waiter in 2...4 { #expect(line.arrive(one, waiter) == .waiting) }
        #expect(line.end(first, [.success(receipt("a"))]).map(\.0) == [1])
        let (second, together) = try #require(next(&line))
        #expect(together == 3)
        #expect(line.end(second, (0..<3).map { _ in .failure(.crowded) }).map(\.0) == [2, 3, 4])
        #expect(line.load() == nil)
        // Nothing is in flight any more.
        #expect(line.arrive(one, 5) == .first)
    }

    @Test func `a statement carries no more than the limits say, and one that is too large goes alone`() throws {
        var line = Line(limits: IntakeLimits(maximumBatch: 3, maximumBatchBytes: 3000))
        _ = line.arrive(try submission(words: 100), 0)
        for waiter in 1...4 { _ = line.arrive(try submission(), waiter) }
        _ = line.arrive(try submission(words: 4000), 5)
        _ = line.arrive(try submission(words: 2000), 6)
        _ = line.arrive(try submission(words: 100), 7)
        var sizes: [Int] = []
        while let (_, size) = next(&line) { sizes.append(size) }
        #expect(sizes == [3, 2, 1, 1, 1])
    }

    @Test func `twins are sent once and told the same; another body under the key is another submission`() throws {
        var line = Line(limits: IntakeLimits(maximumStatements: 1))
        let one = try submission("k")
        #expect(line.arrive(one, 1) == .first)
        #expect(line.arrive(one, 2) == .waiting)
        let (load, size) = try #require(next(&line))
        #expect(size == 1)
        // Also one that comes while the first is in flight.
        #expect(line.arrive(one, 3) == .waiting)
        #expect(line.arrive(try submission("k", fingerprint: 2), 4) == .waiting)
        let told = line.end(load, [.success(receipt("a"))])
        #expect(told.map(\.0) == [1, 2, 3])
        guard case .stored(let receipt) = receipt("a") else { return }
        let words = told.map { try? $0.1.get() }
        #expect(words == [.stored(receipt), .replayed(receipt), .replayed(receipt)])
        let (other, rest) = try #require(next(&line))
        #expect(rest == 1)
        #expect(line.end(other, [.success(.keyUsedOtherwise)]).map(\.0) == [4])
    }

    @Test func `twins share a failure, and the key is free afterwards`() throws {
        var line = Line(limits: IntakeLimits(maximumStatements: 1))
        let one = try submission("k")
        _ = line.arrive(one, 1)
        let (load, _) = try #require(next(&line))
        _ = line.arrive(one, 2)
        let told = line.end(load, [.failure(.crowded)])
        #expect(told.map(\.0) == [1, 2])
        #expect(told.allSatisfy { (try? $0.1.get()) == nil })
        _ = line.arrive(one, 3)
        #expect(try #require(next(&line)).1 == 1)
    }

    @Test func `no more are taken on than may wait, twins and those in flight counted`() throws {
        var line = Line(limits: IntakeLimits(maximumWaiting: 3, maximumStatements: 1))
        let one = try submission("k")
        _ = line.arrive(one, 1)
        let (load, _) = try #require(next(&line))
        _ = line.arrive(one, 2)
        #expect(!line.isCrowded)
        #expect(line.arrive(try submission(), 3) == .waiting)
        #expect(line.isCrowded)
        #expect(line.arrive(try submission(), 4) == .crowded)
        _ = line.end(load, [.failure(.crowded)])
        #expect(!line.isCrowded)
        #expect(line.arrive(try submission(), 5) == .waiting)
    }

    @Test func `a line that never empties keeps only what waits`() throws {
        let one = try submission(words: 4000)
        var line = Line(limits: .standard)
        for waiter in 0..<512 { _ = line.arrive(one, waiter) }
        for _ in 0..<200 {
            guard let load = line.load() else { break }
            let told = line.end(load, load.submissions.map { _ in .failure(.crowded) })
            for (waiter, _) in told { _ = line.arrive(one, waiter) }
        }
        let kept = Mirror(reflecting: line).children.first { $0.label == "waiting" }?.value
        #expect(try #require(kept as? [Any]).count <= 512)
    }
}
