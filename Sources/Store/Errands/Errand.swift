import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Something a resident went to do on another site, and what that site has said of it.
public struct Errand: Sendable, Hashable {
    /// How far it is, by the other site's last word.
    public enum State: String, Sendable, CaseIterable {
        /// The resident was shown the way; the other site has said nothing.
        case begun
        /// The other site has it.
        case inProgress = "in_progress"
        /// It is done there.
        case done
        /// The other site has refused it.
        case refused
    }

    /// What leads to it.
    public let id: ID
    /// The catalog's code of what it is.
    public let code: String
    /// When it began.
    public let createdAt: Date
    /// How far it is.
    public let state: State
    /// What the other site says beside it; nil where it says nothing.
    public let words: String?
    /// When the other site last said something; nil where it never did.
    public let toldAt: Date?
}

extension Errand {
    /// 128 random bits: whoever knows them may read what became of it.
    public struct ID: Sendable, Hashable {
        /// Its 32 small hexadecimal digits.
        public let text: String
        let bytes: [UInt8]

        /// Draws a new one.
        init() {
            bytes = .random(count: 16)
            text = bytes.hexadecimal
        }

        /// Reads one; nil for anything but its 32 digits.
        public init?(_ text: String) {
            guard let bytes = [UInt8](hexadecimal: text), bytes.count == 16 else { return nil }
            self.bytes = bytes
            self.text = bytes.hexadecimal
        }
    }

    /// What another site says became of it.
    public struct Word: Sendable, Hashable {
        /// The state; never `begun`.
        public let state: State
        /// What it says beside it.
        public let words: String?
        /// The other site's time, in seconds since 1970.
        public let time: Int

        /// Creates a word; nil for `begun`, which no other site can say.
        public init?(state: State, words: String?, time: Int) {
            guard state != .begun else { return nil }
            self.state = state
            self.words = words
            self.time = time
        }
    }
}
