#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a person calls this very program again from the same folder.
enum ProgramPath {
    /// The word it was called by, shortened where it lies below the folder of the call, ready for a shell.
    static var word: String {
        word(CommandLine.arguments.first ?? "dispatch311", in: FileManager.default.currentDirectoryPath)
    }

    /// The same for a given word and folder.
    static func word(_ called: String, in folder: String) -> String {
        var path = called
        // A name without a folder was found on PATH, and will be again.
        if path.hasPrefix(folder + "/"), folder != "/" {
            path = String(path.dropFirst(folder.count + 1))
            if !path.contains("/") { path = "./" + path }
        }
        let isSafe = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
        return isSafe ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
