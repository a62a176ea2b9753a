import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How far the submitting has come, read from the ledger as it grows.
final class LedgerTail: Sendable {
    private struct State {
        var offset: off_t = 0
        var rest: [UInt8] = []
        var indexes: Set<Int> = []
    }

    private let path: String
    private let state = Mutex(State())

    init(_ path: String) { self.path = path }

    /// How many service requests were acknowledged.
    func acknowledged() -> Int { state.withLock { read(&$0) } }

    private func read(_ state: inout State) -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return state.indexes.count }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, state.offset) }
            guard count > 0 else { return state.indexes.count }
            state.offset += off_t(count)
            state.rest += buffer[..<count]
            var lines = state.rest.split(separator: 10, omittingEmptySubsequences: false)
            state.rest = Array(lines.removeLast())
            for line in lines where line.first == UInt8(ascii: "K") {
                let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
                if words.count > 1, let index = Int(String(decoding: words[1], as: UTF8.self)) {
                    state.indexes.insert(index)
                }
            }
        }
    }
}
