import Glibc
import SystemPackage

/// The names in a zip file, read from its directory; nothing is unpacked.
///
/// APPNOTE.TXT of PKWARE, sections 4.3.12 and 4.3.16. Archives of more than 65,534 files or 4 GB (zip64) are refused.
struct ZipListing: Sendable {
    /// Every file, folder by folder as the archive has it, with forward slashes.
    let names: [String]

    private static let longestDirectory = 16 << 20

    /// Reads the directory at the end of the file.
    init(path: String) throws(CommandError) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            throw CommandError(.usage, "\(path): expected a file that can be read, found: \(SystemText.lastError())")
        }
        defer { close(number) }
        guard let status = try? FileDescriptor(rawValue: number).stat(), status.type == .regular else {
            throw CommandError(.usage, "\(path): expected a zip file, found something else")
        }
        let size = Int(status.size)
        // The record at the end has 22 bytes and a comment of at most 65,535.
        let tail = Self.read(number, from: max(0, size - 22 - 65_535), count: min(size, 22 + 65_535))
        let starts = stride(from: tail.count - 22, through: 0, by: -1)
        guard let end = starts.first(where: { Self.number(tail, $0, 4) == 0x0605_4B50 }) else {
            throw CommandError(.usage, "\(path): expected a zip file, found one without a directory")
        }
        let count = Self.number(tail, end + 10, 2)
        let (length, start) = (Self.number(tail, end + 12, 4), Self.number(tail, end + 16, 4))
        guard count < 0xFFFF, length <= Self.longestDirectory, start + length <= size else {
            throw CommandError(
                .usage,
                "\(path): expected a zip file of at most 65,534 files and 4 GB, found another",
                remedy: "Unpack it and import the file in it."
            )
        }
        let directory = Self.read(number, from: start, count: length)
        var names: [String] = []
        var offset = 0
        for _ in 0..<count {
            let nameStart = offset + 46
            let nameLength = Self.number(directory, offset + 28, 2)
            guard Self.number(directory, offset, 4) == 0x0201_4B50, nameStart + nameLength <= directory.count else {
                throw CommandError(.usage, "\(path): expected a whole zip file, found a broken directory")
            }
            names.append(String(decoding: directory[nameStart..<nameStart + nameLength], as: UTF8.self))
            let extraLength = Self.number(directory, offset + 30, 2)
            let commentLength = Self.number(directory, offset + 32, 2)
            offset = nameStart + nameLength + extraLength + commentLength
        }
        self.names = names
    }

    /// Little-endian; 0 beyond the end.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> Int {
        guard offset >= 0, offset + size <= bytes.count else { return 0 }
        return (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private static func read(_ number: Int32, from start: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < count {
                let read = pread(number, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
                guard read > 0 else { return }
                filled += read
            }
        }
    }
}
