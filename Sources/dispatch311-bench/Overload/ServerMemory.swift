import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The resident memory of a process as the kernel tells it, looked at once a second.
final class ServerMemory: Sendable {
    enum Quarter: Int, Sendable {
        case second = 1
        case last = 3
    }

    private struct Samples: Sendable {
        var resident: [Double] = []
        var peak = 0.0
        var isGone = false
    }

    private let processID: pid_t
    private let samples = Mutex(Samples())

    init(_ processID: pid_t) { self.processID = processID }

    /// Looks until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            look()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Looks once; a process that has ended, waited for or not, has no memory to tell of.
    func look() {
        let status = (try? Data(contentsOf: URL(filePath: "/proc/\(processID)/status"))).map {
            String(decoding: $0, as: UTF8.self)
        }
        let resident = status.flatMap { Self.mebibytes("VmRSS", in: $0) }
        let peak = status.flatMap { Self.mebibytes("VmHWM", in: $0) }
        samples.withLock { samples in
            guard let resident, let peak else { return samples.isGone = true }
            samples.resident.append(resident)
            samples.peak = max(samples.peak, peak)
        }
    }

    /// Whether it was found to have ended.
    var isGone: Bool { samples.withLock { $0.isGone } }

    /// The most it ever was since the process began, also between two looks, in MiB.
    var peak: Double { samples.withLock { $0.peak } }

    /// What it was on average in a quarter of the looks, in MiB; 0 of too few.
    func mean(_ quarter: Quarter) -> Double {
        let all = samples.withLock { $0.resident }
        let part = all[(all.count * quarter.rawValue / 4)..<(all.count * (quarter.rawValue + 1) / 4)]
        return part.isEmpty ? 0 : part.reduce(0, +) / Double(part.count)
    }

    /// A line such as `VmRSS:     123 kB`, proc_pid_status(5); the kernel's kB are 1024 bytes.
    private static func mebibytes(_ name: String, in status: String) -> Double? {
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        return words.count > 1 ? Double(words[1]).map { $0 / 1024 } : nil
    }
}
