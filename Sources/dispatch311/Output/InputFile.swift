import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A file that is read whole.
enum InputFile {
    /// The bytes of a file.
    static func bytes(of path: String) throws(CommandError) -> Data {
        if FolderSearch.isFolder(path) {
            throw CommandError(.usage, "\(path): expected a file that can be read, found a folder")
        }
        if let bytes = FileManager.default.contents(atPath: path) { return bytes }
        let reason = access(path, R_OK) == 0 ? " none" : ": \(SystemText.lastError())"
        throw CommandError(.usage, "\(path): expected a file that can be read, found\(reason)")
    }
}
