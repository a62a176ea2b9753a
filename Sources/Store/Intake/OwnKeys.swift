import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The keys this process makes for submissions that came without one: never the same twice, each behind the one before.
///
/// In order, so that an index takes them at its end; random ones would each touch another page of it.
enum OwnKeys {
    private static let process = UUID().uuidString
    private static let count = Atomic<UInt64>(0)
    // Such a key is never used for anything else, so there is nothing to compare.
    private static let noFingerprint = [UInt8](repeating: 0, count: 32)

    /// The next key.
    static func next() -> Submission.Key {
        let number = String(count.wrappingAdd(1, ordering: .relaxed).newValue, radix: 16)
        let key = "\(process)-\(String(repeating: "0", count: 16 - number.utf8.count))\(number)"
        return Submission.Key(client: "", key: key, fingerprint: noFingerprint)
    }
}
