import CZlib

@testable import dispatch311

/// A source that gives bytes in pieces of a size, as a slow pipe would.
final class Bytes: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], pieces size: Int = 1 << 16) {
        rest = bytes[...]
        self.size = size
    }

    convenience init(_ text: String, pieces size: Int = 1 << 16) {
        self.init(Array(text.utf8), pieces: size)
    }

    func next() throws(TableError) -> [UInt8] {
        let piece = rest.prefix(size)
        rest = rest.dropFirst(size)
        return Array(piece)
    }

    /// One gzip member, made by zlib itself.
    static func gzip(_ text: String) -> [UInt8] {
        var stream = z_stream()
        var input = Array(text.utf8)
        let status = deflateInit2_(
            &stream,
            Z_DEFAULT_COMPRESSION,
            Z_DEFLATED,
            15 + 16,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(input.count)))
        let count = input.count
        return [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.next_in = bytes.baseAddress
                stream.avail_in = UInt32(count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                _ = deflate(&stream, Z_FINISH)
            }
            written = output.count - Int(stream.avail_out)
        }
    }
}
