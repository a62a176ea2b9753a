import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where everything of a run lies: one folder, and nothing of it anywhere else.
struct ChaosFolder: Sendable {
    let path: String

    /// The servers' data directory.
    var data: String { path + "/disk/data" }
    /// What fills the disk while it has to be full.
    var filler: String { path + "/disk/filler" }
    /// What was attempted and answered.
    var ledgers: String { path + "/ledger" }
    /// Standard output and error of every process.
    var logs: String { path + "/log" }

    /// Makes the folders that are not there.
    func make() throws {
        for folder in [path + "/disk", path + "/keys", ledgers, logs] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        // PostgreSQL may run as another user, who has to come through.
        for folder in [path, path + "/disk"] { chmod(folder, 0o755) }
    }

    /// A department's key.
    func key(of department: String) -> String { "\(path)/keys/\(department)" }

    /// The ledger of those who submit.
    var submissions: String { ledgers + "/submissions" }

    /// The ledger of one worker.
    func work(_ lane: String) -> String { "\(ledgers)/work-\(lane)" }

    /// The lanes of all workers that have a ledger.
    var lanes: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ledgers)) ?? []
        return names.filter { $0.hasPrefix("work-") }.sorted().map { String($0.dropFirst("work-".count)) }
    }

    /// Once it is there, workers only finish what there is.
    var drainSign: String { path + "/drain" }
    /// Once it is there, workers end.
    var stopSign: String { path + "/stop" }

    /// Puts a sign up.
    func raise(_ sign: String) throws { try Data().write(to: URL(filePath: sign)) }

    /// Whether a sign is up.
    func isUp(_ sign: String) -> Bool { access(sign, F_OK) == 0 }

    /// Reads a small text; empty where it is not there.
    func text(_ path: String) -> String {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
