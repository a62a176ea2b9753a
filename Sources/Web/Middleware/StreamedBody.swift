import Hummingbird
import NIOCore
import Synchronization

/// A request's body as it comes from the connection, with an eye on its size and its end.
///
/// Gives up with the refusal the client is told: too large at the limit, unreadable where the connection breaks off.
struct StreamedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    /// How far the body has been read, which its iterators and who made it share.
    final class Progress: Sendable {
        private let state = Mutex((bytes: 0, isAtEnd: false))

        /// Whether the connection is free for the next request.
        var isAtEnd: Bool { state.withLock { $0.isAtEnd } }

        fileprivate func read(_ bytes: Int) -> Int {
            state.withLock { state in
                state.bytes += bytes
                return state.bytes
            }
        }

        fileprivate func end() { state.withLock { $0.isAtEnd = true } }
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: RequestBody.AsyncIterator
        fileprivate let maximum: Int
        fileprivate let progress: Progress
        fileprivate let onEnd: @Sendable () -> Void

        @concurrent
        mutating func next() async throws -> ByteBuffer? {
            let part: ByteBuffer?
            do {
                part = try await base.next()
            } catch {
                throw Refusal.unreadableBody("a whole body")
            }
            guard let part else {
                progress.end()
                onEnd()
                return nil
            }
            guard progress.read(part.readableBytes) <= maximum else { throw Refusal.tooLarge(maximum: maximum) }
            return part
        }
    }

    let base: RequestBody
    let maximum: Int
    let progress = Progress()
    /// Called when the last byte is there.
    let onEnd: @Sendable () -> Void

    func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), maximum: maximum, progress: progress, onEnd: onEnd)
    }
}
