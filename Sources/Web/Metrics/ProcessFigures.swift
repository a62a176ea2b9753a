import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the system says of this process, read from `/proc`; nil where it says nothing.
struct ProcessFigures {
    let residentBytes: Int?
    let cpuSeconds: Double?
    let startTime: Double?
    let openFiles: Int?
    let maximumFiles: Int?

    /// Looks now.
    init() {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        residentBytes = Self.words("/proc/self/statm").dropFirst().first.flatMap { Int($0) }.map { $0 * page }
        // The program's name stands in brackets and may hold anything: count from behind it.
        let words = Self.text("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        func seconds(_ place: Int) -> Double? {
            words.indices.contains(place) ? Double(words[place]).map { $0 / ticks } : nil
        }
        cpuSeconds = seconds(11).flatMap { user in seconds(12).map { user + $0 } }
        let boot = Self.text("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
            .flatMap { Double($0.dropFirst(6)) }
        startTime = boot.flatMap { boot in seconds(19).map { boot + $0 } }
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
        var limit = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        maximumFiles = isKnown ? Int(clamping: limit.rlim_cur) : nil
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }

    private static func words(_ path: String) -> [Substring] {
        text(path).split { $0 == " " || $0 == "\n" }
    }
}
