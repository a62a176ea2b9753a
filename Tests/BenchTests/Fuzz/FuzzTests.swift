import Foundation
import Testing

@testable import dispatch311_bench

@Suite struct FuzzTests {
    private static let geodata = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../GeoData/nyc"
    )
    .standardizedFileURL.path

    @Test func `mutated files of every kind keep every promise`() async throws {
        // Small features: a test's build is slow.
        let cases = try FuzzCases(seed: 311, geodata: Self.geodata, largestFeature: 3000)
        let tally = await FuzzTests.tally(cases, files: 300)
        #expect(tally.breaches.isEmpty, "\(tally.breaches.map { "\($0.number): \($0.reason)" })")
        #expect(tally.files == 300)
        // A fuzzer whose files are all refused at the first byte would find nothing.
        for outcome in FuzzTrial.Outcome.allCases { #expect(tally.outcomes[outcome] ?? 0 >= 20, "\(tally.outcomes)") }
    }

    @Test func `the same seed gives the same files, another seed others`() throws {
        let cases = try FuzzCases(seed: 1, geodata: Self.geodata, largestFeature: 3000)
        let again = try FuzzCases(seed: 1, geodata: Self.geodata, largestFeature: 3000)
        let other = try FuzzCases(seed: 2, geodata: Self.geodata, largestFeature: 3000)
        let files = (0..<20).map(cases.file)
        #expect(files == (0..<20).map(again.file))
        #expect(files != (0..<20).map(other.file))
        #expect(Set(files).count > 15)
    }

    @Test func `a line of the child's reads as it was written`() {
        let lines: [FuzzLine] = [
            .begun(7), .ended(7, .repaired, milliseconds: 1.25, kilobytes: 2048),
            .contradicted(8, "expected one, found two"),
        ]
        for line in lines { #expect(FuzzLine(line.text) == line) }
        #expect(FuzzLine("something else") == nil)
    }

    @Test func `a child that dies is told with the file it was at`() {
        var tally = FuzzTally()
        tally.add(.begun(1))
        tally.add(.ended(1, .accepted, milliseconds: 3, kilobytes: 10))
        tally.add(.begun(2))
        #expect(tally.addDeath("signal 14") == 2)
        #expect(tally.addDeath("signal 14") == nil)
        #expect(tally.breaches.map(\.number) == [2])
        #expect(tally.files == 2)
    }

    private static func tally(_ cases: FuzzCases, files: Int) async -> FuzzTally {
        await withCheckedContinuation { continuation in
            // GEOS and deep work keep off the few threads that everything else waits for.
            let thread = Thread {
                var tally = FuzzTally()
                for number in 0..<files {
                    do {
                        let outcome = try FuzzTrial.run(cases.file(number), hasExtent: number.isMultiple(of: 2))
                        tally.add(.ended(number, outcome, milliseconds: 0, kilobytes: 0))
                    } catch {
                        tally.add(.contradicted(number, "\(error)"))
                    }
                }
                continuation.resume(returning: tally)
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
