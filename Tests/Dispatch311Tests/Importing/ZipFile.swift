import CZlib
import Foundation

/// A zip file of files that are stored as they are, made for tests.
enum ZipFile {
    static func bytes(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in files {
            let crc = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
            let common =
                little(UInt16(20)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0)) + little(crc)
                + little(UInt32(bytes.count)) + little(UInt32(bytes.count)) + little(UInt16(name.utf8.count))
                + little(UInt16(0))
            directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + common
            directory += little(UInt16(0)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0))
            directory += little(UInt32(archive.count)) + Array(name.utf8)
            archive += little(UInt32(0x0403_4B50)) + common + Array(name.utf8) + bytes
        }
        let start = archive.count
        let end =
            little(UInt32(0x0605_4B50)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt16(files.count))
            + little(UInt16(files.count)) + little(UInt32(directory.count)) + little(UInt32(start)) + little(UInt16(7))
        return archive + directory + end + Array("comment".utf8)
    }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}

extension Scratch {
    /// Writes a file of bytes and gives its path.
    @discardableResult
    func file(_ name: String, bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: folder.appending(path: name))
        return path(name)
    }
}
