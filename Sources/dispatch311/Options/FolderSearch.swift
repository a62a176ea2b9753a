import Glibc
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds the folders a city is read from.
enum FolderSearch {
    /// The folder an option names, else the one of that name in the working directory, else in a folder above the
    /// program: a program in `.build/release` finds the project it was built in.
    static func folder(_ name: String, option: String, given: String?) throws(CommandError) -> String {
        if let given {
            guard isFolder(given) else {
                throw CommandError(.usage, "--\(option): expected a folder, found none at \(given)")
            }
            return given
        }
        if isFolder(name) { return name }
        var places = ["."]
        var above = programFolder()
        while let place = above, !place.isEmpty {
            places.append(place)
            if isFolder("\(place)/\(name)") { return "\(place)/\(name)" }
            above = place.lastIndex(of: "/").map { String(place[..<$0]) }
        }
        throw CommandError(
            .usage,
            "expected a folder \(name) in the working directory or above the program, found none",
            remedy: "Say where it is with --\(option) DIR, or set \(Environment.variable(option))."
        )
    }

    /// Whether a path leads to a folder.
    static func isFolder(_ path: String) -> Bool {
        (try? Stat(FilePath(path)))?.type == .directory
    }

    private static func programFolder() -> String? {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
