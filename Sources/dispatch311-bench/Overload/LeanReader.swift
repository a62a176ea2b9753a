import NIOCore

/// Reads answers with a Content-Length, one at a time.
final class LeanReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var buffer = ByteBuffer()
    var waiting: EventLoopPromise<LeanConnection.Answer>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        buffer.writeBuffer(&bytes)
        guard let answer = whole() else { return }
        let promise = waiting
        waiting = nil
        // Afterwards: closing ends whatever still waits.
        if answer.closes { context.close(promise: nil) }
        promise?.succeed(answer.answer)
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting?.succeed(.none)
        waiting = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private struct Whole {
        let answer: LeanConnection.Answer
        let closes: Bool
    }

    // Byte by byte, as the generator runs on the processors of what it measures: searching in generic collections took
    // more than all the rest of it.
    private func whole() -> Whole? {
        var body = 0
        var (status, length) = (0, 0)
        var (hasRetryAfter, closes) = (false, false)
        buffer.withUnsafeReadableBytes { bytes in
            var start = 0
            while let end = Self.lineEnd(bytes, from: start) {
                let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                if end == start {
                    body = end + 2
                    return
                }
                if start == 0 {
                    status = Self.number(line, from: 9)
                } else if Self.begins(line, "content-length: ") {
                    length = Self.number(line, from: 16)
                } else if Self.begins(line, "retry-after: ") {
                    hasRetryAfter = true
                } else if Self.begins(line, "connection: close") {
                    closes = true
                }
                start = end + 2
            }
        }
        guard body > 0, buffer.readableBytes >= body + length else { return nil }
        buffer.moveReaderIndex(forwardBy: body)
        let bytes = status == 200 ? buffer.readBytes(length: length) ?? [] : []
        buffer.clear()
        return Whole(
            answer: LeanConnection.Answer(status: status, hasRetryAfter: hasRetryAfter, body: bytes),
            closes: closes
        )
    }

    /// Where the line that begins there ends, before its CR and LF.
    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == 0x0D, bytes[index + 1] == 0x0A { return index }
            index += 1
        }
        return nil
    }

    /// Whether a line begins with a lower-case text, whatever the case of its own letters.
    private static func begins(_ line: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard line.count >= text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount {
            let byte = line[index]
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if lower != text.utf8Start[index] { return false }
        }
        return true
    }

    /// The digits from a place on as a number; 0 where there are none.
    private static func number(_ line: UnsafeRawBufferPointer, from start: Int) -> Int {
        var (index, value) = (start, 0)
        while index < line.count, (0x30...0x39).contains(line[index]), value < 1 << 32 {
            value = value * 10 + Int(line[index] & 0x0F)
            index += 1
        }
        return value
    }
}
