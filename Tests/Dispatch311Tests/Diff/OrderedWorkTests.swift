import Synchronization
import Testing

@testable import dispatch311

@Suite struct OrderedWorkTests {
    @Test func `results come in the order of their batches, each once`() async throws {
        var next = 0
        var told: [Int] = []
        try await OrderedWork.run(
            next: { () async throws(CommandError) -> [Int] in
                defer { next += 1 }
                return next < 200 ? [next, next] : []
            },
            work: { batch in
                // Later batches are done sooner.
                var sum = 0
                for number in 0..<(200 - batch[0]) * 50 { sum &+= number }
                return (number: batch[0], sum: sum, count: batch.count)
            },
            tell: { result throws(CommandError) in told.append(result.number) }
        )
        #expect(told == Array(0..<200))
        #expect(next == 201)
    }

    @Test(arguments: [true, false])
    func `an error ends it`(isOfReading: Bool) async {
        var next = 0
        var told = 0
        await #expect(throws: CommandError(.findings, "enough")) {
            try await OrderedWork.run(
                next: { () async throws(CommandError) -> [Int] in
                    next += 1
                    if isOfReading, next == 20 { throw CommandError(.findings, "enough") }
                    return [next]
                },
                work: { $0[0] },
                tell: { number throws(CommandError) in
                    told = number
                    if !isOfReading, number == 20 { throw CommandError(.findings, "enough") }
                }
            )
        }
        #expect(told <= 20)
        #expect(next < 100)
    }

    @Test func `nothing to read is nothing to tell`() async throws {
        var told = 0
        try await OrderedWork.run(
            next: { () async throws(CommandError) -> [Int] in [] },
            work: { $0.count },
            tell: { count throws(CommandError) in told += count }
        )
        #expect(told == 0)
    }
}
