internal import Crypto

extension ServiceRequest {
    /// A keyed permutation between request numbers and public ids, so that an id tells neither count nor neighbour.
    ///
    /// A Feistel network over 40 bits, two halves of 20, eight rounds, with HMAC-SHA256 under a key of its own as each
    /// round's function. It hides the order of numbers from the public; it is no protection for what a request says,
    /// which a private link's secret is for.
    public struct IDCipher: Sendable {
        /// The greatest number an id can carry: 2⁴⁰ − 1.
        public static let maximumNumber: Int64 = 1 << 40 - 1

        private static let rounds: UInt8 = 8
        private static let half: UInt64 = 1 << 20 - 1

        /// Each round's HMAC (RFC 2104) with its key already taken in; copying one is cheaper than keying it again.
        private struct Function: Sendable {
            let inner: SHA256
            let outer: SHA256

            init(key: HMAC<SHA256>.MAC) {
                // The key is shorter than a block, so it is filled up with zeros.
                let block = Array(key) + [UInt8](repeating: 0, count: SHA256.blockByteCount - SHA256.byteCount)
                (inner, outer) = (Self.hash(of: block.map { $0 ^ 0x36 }), Self.hash(of: block.map { $0 ^ 0x5C }))
            }

            private static func hash(of block: [UInt8]) -> SHA256 {
                var hash = SHA256()
                hash.update(data: block)
                return hash
            }

            func value(at half: UInt64) -> UInt64 {
                var (inner, outer) = (inner, outer)
                // By pointers: the ways for other data cost more than the hash.
                withUnsafeBytes(of: UInt32(half).littleEndian) { inner.update(bufferPointer: $0) }
                inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
                return outer.finalize().withUnsafeBytes { bytes in
                    UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16
                } & IDCipher.half
            }
        }

        private let functions: [Function]

        /// Creates a cipher from 16 secret bytes that must never change while ids made with them are about.
        public init(key: [UInt8]) { self.init(key: key, purpose: "service_request_id") }

        /// Creates one whose ids have nothing to do with those for another purpose.
        init(key: [UInt8], purpose: String) {
            let secret = SymmetricKey(data: key)
            functions = (0..<Self.rounds).map { round in
                let roundKey = HMAC<SHA256>.authenticationCode(
                    for: Array(purpose.utf8) + [round],
                    using: secret
                )
                return Function(key: roundKey)
            }
        }

        /// The id of a number, nil when the number is negative or above `maximumNumber`.
        public func id(for number: Int64) -> ID? {
            guard (0...Self.maximumNumber).contains(number) else { return nil }
            var left = UInt64(number) >> 20
            var right = UInt64(number) & Self.half
            for function in functions {
                (left, right) = (right, left ^ function.value(at: right))
            }
            return ID(payload: left << 20 | right)
        }

        /// The number of an id.
        public func number(for id: ID) -> Int64 {
            var left = id.payload >> 20
            var right = id.payload & Self.half
            for function in functions.reversed() {
                (left, right) = (right ^ function.value(at: left), left)
            }
            return Int64(left << 20 | right)
        }

        /// The number of an id as a person typed it, nil when it is none (`ID.init(_:)`).
        public func number(for text: String) -> Int64? {
            ID(text).map { number(for: $0) }
        }
    }
}
