import CZlib

/// Unpacks gzip as it comes (RFC 1952): any number of members, each checked against its length and checksum.
///
/// A file that ends within a member is an error, and so is anything but zeros after the last one.
final class GzipSource: ByteSource {
    private let source: any ByteSource
    private let name: String
    // zlib keeps the address of this structure and refuses to work when it moves.
    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var position = 0
    private var isBetweenMembers = false
    private var isAtEnd = false

    /// Unpacks what a source gives; `name` is the file's, for messages.
    init(_ source: any ByteSource, name: String) throws(TableError) {
        self.source = source
        self.name = name
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 more to say that only gzip's own header will do.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw TableError("expected zlib to start, found its error \(status)", file: name)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func next() throws(TableError) -> [UInt8] {
        while !isAtEnd {
            if position == input.count {
                input = try source.next()
                position = 0
                if input.isEmpty {
                    guard isBetweenMembers else { throw truncated }
                    isAtEnd = true
                    break
                }
            }
            if isBetweenMembers {
                try startMember()
                continue
            }
            let output = try inflateSome()
            if !output.isEmpty { return output }
        }
        return []
    }

    private var truncated: TableError {
        TableError("expected the rest of a gzip file, found its end: the file is cut off", file: name)
    }

    /// Skips the zeros some programs fill the last block with, and starts the next member where there is one.
    private func startMember() throws(TableError) {
        while position < input.count, input[position] == 0 { position += 1 }
        guard position < input.count else { return }
        guard input[position] == 0x1F, inflateReset(stream) == Z_OK else {
            throw TableError("expected the end of the gzip file, found further bytes that are not gzip", file: name)
        }
        isBetweenMembers = false
    }

    private func inflateSome() throws(TableError) -> [UInt8] {
        var status = Z_OK
        let available = input.count - position
        let output = [UInt8](unsafeUninitializedCapacity: 1 << 17) { buffer, count in
            input.withUnsafeMutableBufferPointer { bytes in
                stream.pointee.next_in = bytes.baseAddress.map { $0 + position }
                stream.pointee.avail_in = UInt32(available)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                status = inflate(stream, Z_NO_FLUSH)
                stream.pointee.next_in = nil
            }
            count = buffer.count - Int(stream.pointee.avail_out)
        }
        position += available - Int(stream.pointee.avail_in)
        switch status {
        case Z_OK: break
        case Z_STREAM_END: isBetweenMembers = true
        // No progress was possible: it wants more input, which the next round reads.
        case Z_BUF_ERROR where position == input.count: break
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "error \(status)"
            throw TableError("expected sound gzip data, found: \(reason)", file: name)
        }
        return output
    }
}
