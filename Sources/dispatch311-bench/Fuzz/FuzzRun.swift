import Subprocess

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs the child again and again until enough files were tried for long enough.
struct FuzzRun: Sendable {
    let seed: UInt64
    let files: Int
    let seconds: Int
    let geodata: String
    let patience: Int
    let memory: Int
    /// Where the files go that broke something.
    let folder: String
    let say: @Sendable (String) -> Void

    /// What was seen; every file that broke something is in the folder then.
    func run() async throws -> FuzzTally {
        let cases = try FuzzCases(seed: seed, geodata: geodata)
        let program = try OwnProgram.path()
        let start = ContinuousClock.now
        var tally = FuzzTally()
        var next = 0
        while true {
            let left = max(0, seconds - Int((ContinuousClock.now - start) / .seconds(1)))
            if next >= files, left == 0 { break }
            let known = tally.breaches.count
            let arguments = [
                "fuzz-files", "--seed", "\(seed)", "--from", "\(next)", "--until", "\(files)", "--seconds", "\(left)",
                "--geodata", geodata, "--patience", "\(patience)", "--memory", "\(memory)",
            ]
            let (ended, seen) = try await child(program, arguments, tally)
            tally = seen
            let died = tally.addDeath("the child ended in the middle of the file: \(ended)")
            for index in known..<tally.breaches.count {
                let breach = tally.breaches[index]
                let path = "\(folder)/fuzz-\(seed)-\(breach.number).geojson"
                try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                if FileManager.default.createFile(atPath: path, contents: Data(cases.file(breach.number))) {
                    tally.keep(index, at: path)
                }
                say("file \(breach.number): \(breach.reason)\n  \(path)")
            }
            guard let died else {
                guard ended.isSuccess else { throw BenchError("expected the child to read files, found \(ended)") }
                break
            }
            next = died + 1
        }
        return tally
    }

    private func child(
        _ program: String,
        _ arguments: [String],
        _ before: FuzzTally
    ) async throws -> (TerminationStatus, FuzzTally) {
        let say = say
        let ended = try await Subprocess.run(
            .name("env"),
            arguments: Arguments([program] + arguments),
            input: .none,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            var tally = before
            for try await text in execution.standardOutput.strings() {
                guard let line = FuzzLine(text.filter { $0 != "\n" }) else { continue }
                tally.add(line)
                if case .ended = line, tally.files.isMultiple(of: 1000) { say("\(tally.files) files") }
            }
            return tally
        }
        return (ended.terminationStatus, ended.closureResult)
    }
}
