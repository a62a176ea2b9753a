public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What other sites sign with when they say what became of an errand.
///
/// A folder with a folder a jurisdiction, in it a file for each entry of the catalog whose site reports, called by its
/// code: a secret on each line, so that a new one can be there before the old one goes. They are read when the server
/// starts.
public struct ElsewhereSecrets: Sendable {
    /// The fewest bytes of a secret: as many as the hash has.
    static let shortest = 32

    private let secrets: [String: [String: [[UInt8]]]]

    /// Reads a folder; without one, no site can report.
    ///
    /// - Throws: `WebError.secret` where the folder or a file cannot be read, or a secret is too short to be one.
    public init(folder: String?) throws(WebError) {
        guard let folder else {
            secrets = [:]
            return
        }
        var secrets: [String: [String: [[UInt8]]]] = [:]
        for jurisdiction in try Self.names(in: folder) {
            for code in try Self.names(in: "\(folder)/\(jurisdiction)") {
                secrets[jurisdiction, default: [:]][code] = try Self.lines(of: "\(folder)/\(jurisdiction)/\(code)")
            }
        }
        self.secrets = secrets
    }

    /// The secrets of an entry's site; none where it cannot report.
    func secrets(of code: String, in jurisdiction: String) -> [[UInt8]] {
        secrets[jurisdiction]?[code] ?? []
    }

    /// Whether an entry's site can say what became of what was begun there.
    public func canReport(_ entry: Catalog.Elsewhere, in jurisdiction: String) -> Bool {
        entry.reportsStatus && !secrets(of: entry.code, in: jurisdiction).isEmpty
    }

    private static func names(in folder: String) throws(WebError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw .secret("\(folder): expected a folder of secrets that can be read, found none")
        }
    }

    private static func lines(of path: String) throws(WebError) -> [[UInt8]] {
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count <= 4096 else {
            throw .secret("\(path): expected a file of secrets of at most 4096 bytes, found none that can be read")
        }
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map(Array.init)
        // What a secret is must not get into an error: only how long it is.
        guard !lines.isEmpty, let shortest = lines.map(\.count).min(), shortest >= Self.shortest else {
            throw .secret(
                "\(path): expected secrets of at least \(Self.shortest) bytes, one on each line, "
                    + "found \(lines.isEmpty ? "none" : "a shorter one")"
            )
        }
        return lines
    }
}
