import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The resident memory of a process, looked at once a second.
final class ServerMemory: Sendable {
    enum Part: Sendable {
        case whole, secondQuarter, lastQuarter
    }

    private let processID: pid_t
    private let samples = Mutex<[Int]>([])

    init(_ processID: pid_t) { self.processID = processID }

    /// Looks until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            let bytes = resident
            samples.withLock { $0.append(bytes) }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// The most it was in a part of the time, in bytes.
    func most(_ part: Part) -> Int {
        let all = samples.withLock { $0 }
        let quarter = all.count / 4
        return switch part {
        case .whole: all.max() ?? 0
        case .secondQuarter: all.dropFirst(quarter).prefix(max(1, quarter)).max() ?? 0
        case .lastQuarter: all.suffix(max(1, quarter)).max() ?? 0
        }
    }

    private var resident: Int {
        let text = (try? Data(contentsOf: URL(filePath: "/proc/\(processID)/statm"))).map {
            String(decoding: $0, as: UTF8.self)
        }
        let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
