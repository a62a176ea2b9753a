import Testing

@testable import dispatch311

@Suite struct GzipSourceTests {
    private static func unpacked(_ bytes: [UInt8], pieces: Int = 1 << 16) throws -> String {
        let source = try GzipSource(Bytes(bytes, pieces: pieces), name: "t.gz")
        var all: [UInt8] = []
        while case let piece = try source.next(), !piece.isEmpty { all += piece }
        return String(decoding: all, as: UTF8.self)
    }

    private static let long = (0..<40_000).map { "\($0),\($0 % 7)\n" }.joined()

    @Test(arguments: [1, 13, 1 << 16])
    func `several members are one text`(pieces: Int) throws {
        let bytes = Bytes.gzip("one\n") + Bytes.gzip("") + Bytes.gzip("two\n")
        #expect(try Self.unpacked(bytes, pieces: pieces) == "one\ntwo\n")
    }

    @Test func `a text longer than any buffer comes out whole`() throws {
        #expect(try Self.unpacked(Bytes.gzip(Self.long), pieces: 4096) == Self.long)
    }

    @Test func `zeros after the last member are padding`() throws {
        #expect(try Self.unpacked(Bytes.gzip("one") + [0, 0, 0, 0]) == "one")
    }

    @Test(arguments: [1, 9, 10, 200, 4])
    func `a file that is cut off is an error, wherever it is cut`(missing: Int) {
        let bytes = Bytes.gzip(Self.long)
        let error = #expect(throws: TableError.self) { try Self.unpacked(Array(bytes.dropLast(missing))) }
        #expect(error?.message.contains("cut off") == true)
    }

    @Test func `other bytes after the last member are an error`() {
        #expect(throws: TableError.self) { try Self.unpacked(Bytes.gzip("one") + Array("two".utf8)) }
    }

    @Test func `a byte that was changed is an error`() {
        var bytes = Bytes.gzip(Self.long)
        bytes[bytes.count / 2] ^= 0x55
        #expect(throws: TableError.self) { try Self.unpacked(bytes) }
    }
}
