/// One thing that GeoReport v2, its discovery, or a ruling about what they leave open asks of a server.
///
/// The ids are those of our list of requirements; a letter tells apart what has sources of different weight, or can
/// fail alone.
public struct Requirement: Sendable, Hashable {
    /// Who asks for it, which decides how much it weighs.
    public enum Source: Sendable, Hashable {
        /// A section of the specification, which must be kept.
        case specification(String)
        /// A section of the specification that only recommends it.
        case recommendation(String)
        /// Our reading where the specification is loose, or what clients in use rely on.
        case ruling
        /// An extension that servers may have, as somebody has it.
        case convention(String)
    }

    /// For which formats there is a line of it.
    public enum Scope: Sendable, Hashable {
        /// One for JSON and one for XML.
        case each
        /// One for XML alone.
        case xml
        /// One for JSON alone.
        case json
        /// One in all.
        case once
    }

    /// Its id: `S1a`.
    public let id: String
    /// What must hold, as a sentence without a full stop.
    public let words: String
    /// Who asks for it.
    public let source: Source
    /// For which formats.
    public let scope: Scope
    /// Whether it can only be seen by sending something.
    public let isWriting: Bool

    init(_ id: String, _ words: String, _ source: Source, _ scope: Scope = .each, writing isWriting: Bool = false) {
        self.id = id
        self.words = words
        self.source = source
        self.scope = scope
        self.isWriting = isWriting
    }

    /// The letters its id begins with: `S`, `SD`.
    public var family: String { String(id.prefix { $0.isUppercase }) }

    /// Its number without the letter after it: `S1`.
    var number: String { String(id.reversed().drop { $0.isLowercase }.reversed()) }

    /// Whether a word of `--only` means it: its id, its number or its family.
    public func matches(_ word: String) -> Bool {
        let word = word.lowercased()
        return [id, number, family].contains { $0.lowercased() == word }
    }

    /// The formats it has a line for; nil stands for none in particular.
    var formats: [Format?] {
        switch scope {
        case .each: [.xml, .json]
        case .xml: [.xml]
        case .json: [.json]
        case .once: [nil]
        }
    }

    /// What is said where it is not kept.
    func verdict(strict isStrict: Bool) -> Verdict {
        switch source {
        case .specification: .failed
        case .recommendation, .ruling: isStrict ? .failed : .warning
        case .convention: .notOffered
        }
    }
}

extension Requirement.Source: CustomStringConvertible {
    /// Who asks for it, in a few words.
    public var description: String {
        switch self {
        case .specification(let section): "specification, \(section)"
        case .recommendation(let section): "recommended by the specification, \(section)"
        case .ruling: "ruling"
        case .convention(let who): "extension, \(who)"
        }
    }
}
