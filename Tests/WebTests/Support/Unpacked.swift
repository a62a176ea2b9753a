import CZlib
import NIOCore

/// What gzip has packed, by zlib; nil where the bytes are not one whole gzip file of at most 16 MiB.
func unpacked(_ bytes: ByteBuffer) -> [UInt8]? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(stream) }
    var input = Array(bytes.readableBytesView)
    var status = Z_OK
    let room = 16 << 20
    let output = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(room)
            status = inflate(stream, Z_FINISH)
            count = room - Int(stream.pointee.avail_out)
        }
    }
    return status == Z_STREAM_END ? output : nil
}
