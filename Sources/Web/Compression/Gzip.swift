import CZlib
import NIOCore

/// gzip (RFC 1952), by zlib.
enum Gzip {
    /// How hard answers are packed: the next levels take twice the time for a percent less.
    static let quick: Int32 = 6
    /// How hard what is packed once and kept is.
    static let best: Int32 = 9

    /// The bytes packed; nil where zlib fails, which it does only without memory.
    static func packed(_ bytes: ByteBuffer, level: Int32) -> ByteBuffer? {
        // zlib keeps the address of this structure while it works.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        // 15 bits of window, and 16 more to say that it is gzip's header that is wanted.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return nil }
        defer { deflateEnd(stream) }
        let room = Int(deflateBound(stream, UInt(bytes.readableBytes)))
        var packed = ByteBuffer()
        var status = Z_OK
        packed.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { output in
            bytes.withUnsafeReadableBytes { input in
                // zlib reads from it only, but its type says otherwise.
                stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: input.bindMemory(to: UInt8.self).baseAddress
                )
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                // In one go: `deflateBound` says that there is room for all of it.
                status = deflate(stream, Z_FINISH)
                return output.count - Int(stream.pointee.avail_out)
            }
        }
        return status == Z_STREAM_END ? packed : nil
    }
}
