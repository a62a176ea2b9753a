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

        /// Each round's HMAC with its key already taken in; copying one is cheaper than keying it again.
        private let functions: [HMAC<SHA256>]

        /// Creates a cipher from 16 secret bytes that must never change while ids made with them are about.
        public init(key: [UInt8]) {
            let secret = SymmetricKey(data: key)
            functions = (0..<Self.rounds).map { round in
                let roundKey = HMAC<SHA256>.authenticationCode(
                    for: Array("service_request_id".utf8) + [round],
                    using: secret
                )
                return HMAC(key: SymmetricKey(data: roundKey))
            }
        }

        /// The id of a number, nil when the number is negative or above `maximumNumber`.
        public func id(for number: Int64) -> ID? {
            guard (0...Self.maximumNumber).contains(number) else { return nil }
            var left = UInt64(number) >> 20
            var right = UInt64(number) & Self.half
            for function in functions {
                (left, right) = (right, left ^ value(of: function, at: right))
            }
            return ID(payload: left << 20 | right)
        }

        /// The number of an id.
        public func number(for id: ID) -> Int64 {
            var left = id.payload >> 20
            var right = id.payload & Self.half
            for function in functions.reversed() {
                (left, right) = (right ^ value(of: function, at: left), left)
            }
            return Int64(left << 20 | right)
        }

        /// The number of an id as a person typed it, nil when it is none (`ID.init(_:)`).
        public func number(for text: String) -> Int64? {
            ID(text).map { number(for: $0) }
        }

        private func value(of function: HMAC<SHA256>, at half: UInt64) -> UInt64 {
            var function = function
            withUnsafeBytes(of: UInt32(half).littleEndian) { function.update(data: $0) }
            return function.finalize().withUnsafeBytes { bytes in
                UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16
            } & Self.half
        }
    }
}
