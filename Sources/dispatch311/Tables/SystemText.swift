import Glibc

/// The operating system's words for its errors.
enum SystemText {
    /// What the last failed call of this thread said.
    static func lastError() -> String { error(errno) }

    /// What a number means: "No such file or directory".
    static func error(_ number: Int32) -> String {
        // Since glibc 2.32 each thread has its own buffer for it.
        strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
