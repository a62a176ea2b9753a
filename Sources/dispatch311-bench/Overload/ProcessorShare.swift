import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The processors of this machine in two halves, so that who asks does not take from who answers.
struct ProcessorShare: Sendable {
    let generator: [Int]
    let server: [Int]

    /// Halves what this process may run on; nil where that is one processor.
    init?() {
        let own = Self.text("/proc/self/status").split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
        // Such as 0-3,8.
        let parts = own?.split(whereSeparator: \.isWhitespace).last?.split(separator: ",") ?? []
        let all = parts.flatMap { part in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            return ends.first.map { first in Array(first...max(first, ends.last ?? first)) } ?? []
        }
        guard all.count > 1 else { return nil }
        server = Array(all[..<(all.count / 2)])
        generator = Array(all[(all.count / 2)...])
    }

    /// Keeps a process, those it has started and all they will start to some processors.
    static func confine(_ processID: pid_t, to processors: [Int]) async throws {
        let list = processors.map { "\($0)" }.joined(separator: ",")
        // taskset of util-linux: Glibc's module has no sched_setaffinity.
        for member in [processID] + children(of: processID) {
            do {
                _ = try await ChildProgram.output(
                    of: "taskset",
                    ["--all-tasks", "--cpu-list", "--pid", list, "\(member)"]
                )
            } catch {
                // One that has ended in the meantime needs no place.
                if kill(member, 0) == 0 { throw error }
            }
        }
    }

    private static func children(of processID: pid_t) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter {
            text("/proc/\($0)/status").contains("\nPPid:\t\(processID)\n")
        }
    }

    private static func text(_ path: String) -> String {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
