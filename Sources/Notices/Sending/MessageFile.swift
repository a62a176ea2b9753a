import Glibc
import SystemPackage

/// A file without a name that holds one message, for a program to read.
///
/// Not a pipe: a program that ends before it has read all would break it, and one whose pipe we close in need takes what
/// came so far for the whole mail.
enum MessageFile {
    /// Makes the file, which only this user can read, and closes it after its use; with its last descriptor it is gone.
    static func with<R: Sendable>(
        _ message: [UInt8],
        _ use: (FileDescriptor) async -> R
    ) async throws(NoticeError) -> R {
        let descriptor = try opened(message)
        let result = await use(descriptor)
        try? descriptor.close()
        return result
    }

    private static func opened(_ message: [UInt8]) throws(NoticeError) -> FileDescriptor {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let path = "\(folder)/dispatch311-mail-\(UInt64.random(in: .min ... .max))"
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(path),
                .readWrite,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite
            )
            unlink(path)
            do {
                try descriptor.writeAll(message)
                try descriptor.seek(offset: 0, from: .start)
            } catch {
                try? descriptor.close()
                throw error
            }
            return descriptor
        } catch {
            throw .system("expected to write a message of \(message.count) bytes in \(folder), found: \(error)")
        }
    }
}
