import Crypto
public import Foundation

extension BoundaryReader {
    /// The SHA-256 of a layer: all that its boundaries are made from.
    ///
    /// Covers what the definition says of reading and naming (`names`, `key`, `label`, `properties`) and the file's
    /// bytes, each with its length before it, but not the file's name or the layer's id.
    public static func sha256(of data: Data, as definition: LayerDefinition) -> [UInt8] {
        var hash = SHA256()
        func add(_ bytes: some DataProtocol) {
            hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) })
            hash.update(data: bytes)
        }
        func add(_ texts: [String]) {
            add(Array(String(texts.count).utf8))
            for text in texts { add(Array(text.utf8)) }
        }
        add(definition.names.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
        add([definition.key])
        add(definition.label.map { [$0] } ?? [])
        add(definition.properties)
        add(data)
        return Array(hash.finalize())
    }

    /// The version with a SHA-256: its first 12 hexadecimal digits.
    public static func version(of sha256: [UInt8]) -> String {
        sha256.prefix(6).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
