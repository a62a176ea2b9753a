import FoundationEssentials
import Glibc

/// Where PostgreSQL's programs are looked for.
struct ProgramSearch: Sendable {
    /// Holds one folder a major version, each with a `bin`.
    let versionsFolder: String

    /// A list of folders, separated by colons.
    let path: String

    /// Debian's folder, then `PATH`.
    static var installed: ProgramSearch {
        ProgramSearch(
            versionsFolder: "/usr/lib/postgresql",
            path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        )
    }

    /// The programs of exactly that major version, or the newest that is new enough.
    func programs(majorVersion: Int? = nil) async throws(PostgresError) -> ServerPrograms {
        var found = installedVersions()
        if let match = choice(majorVersion, of: found) { return match }
        found += await programsOnPath()
        if let match = choice(majorVersion, of: found) { return match }
        let wanted = majorVersion ?? ServerPrograms.oldestMajorVersion
        let seen = found.map { "\($0.majorVersion) in \($0.folder)" }.joined(separator: ", ")
        throw PostgresError(
            .programsMissing,
            detail: "expected \(ServerPrograms.names.joined(separator: ", ")) of PostgreSQL \(wanted)"
                + "\(majorVersion == nil ? " or newer" : "") in \(versionsFolder)/\(wanted)/bin or on PATH, "
                + "found \(seen.isEmpty ? "none" : seen); "
                + "Scripts/setup installs them (Debian package postgresql-\(wanted))"
        )
    }

    private func choice(_ majorVersion: Int?, of found: [ServerPrograms]) -> ServerPrograms? {
        if let majorVersion { return found.first { $0.majorVersion == majorVersion } }
        return found.filter { $0.majorVersion >= ServerPrograms.oldestMajorVersion }
            .max { $0.majorVersion < $1.majorVersion }
    }

    private func installedVersions() -> [ServerPrograms] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: versionsFolder)) ?? []
        return names.compactMap { name in
            let folder = "\(versionsFolder)/\(name)/bin"
            guard let version = Int(name), isComplete(folder) else { return nil }
            return ServerPrograms(folder: folder, majorVersion: version)
        }
    }

    private func programsOnPath() async -> [ServerPrograms] {
        var found: [ServerPrograms] = []
        for entry in path.split(separator: ":") where entry.hasPrefix("/") {
            // A link on PATH leads to the folder where the programs find each other.
            guard let program = realPath("\(entry)/postgres"), let end = program.lastIndex(of: "/") else { continue }
            let folder = String(program[..<end])
            guard isComplete(folder), !found.contains(where: { $0.folder == folder }) else { continue }
            let version = try? await ChildProgram(name: "postgres", folder: folder).run(["--version"])
            guard let major = version.flatMap({ Self.majorVersion(in: $0.output) }) else { continue }
            found.append(ServerPrograms(folder: folder, majorVersion: major))
        }
        return found
    }

    private func isComplete(_ folder: String) -> Bool {
        ServerPrograms.names.allSatisfy { unsafe access("\(folder)/\($0)", X_OK) == 0 }
    }

    /// 15 from `postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)` and from `postgres (PostgreSQL) 17beta1`.
    static func majorVersion(in text: String) -> Int? {
        let words = text.split(separator: " ")
        guard let index = words.firstIndex(of: "(PostgreSQL)"), index + 1 < words.count else { return nil }
        return Int(words[index + 1].prefix { $0.isNumber })
    }
}
