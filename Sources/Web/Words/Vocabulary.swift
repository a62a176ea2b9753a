/// What the pages say, in every language there are words files for.
struct Vocabulary: Sendable {
    /// The language that has every text.
    static let first = "en"

    /// That of this program; a fault in its files keeps `Pages` from being made.
    static let own = Result { () throws(WordsFault) in try Vocabulary() }

    /// What this program's pages say in a language; its files are read when the server starts, which fails where one is
    /// broken.
    static func words(in language: String) -> Words {
        (try? own.get())?.words(in: language) ?? Words(language: language, all: [:])
    }

    /// The area of the files that have other files' keys: what the same pages say to staff who write for a caller.
    private static let callers = "caller"

    private let byLanguage: [String: Words]
    private let english: [String: String]
    /// By language, what is said to staff in the place of what residents read.
    private let toClerks: [String: [String: String]]

    /// Reads this program's files.
    init() throws(WordsFault) { try self.init(WordsFiles.all) }

    /// Reads files by name, `AREA.LANGUAGE`; throws the first fault in the order of names.
    init(_ files: [String: [UInt8]]) throws(WordsFault) {
        var texts: [String: [String: String]] = [:]
        var toClerks: [String: [String: String]] = [:]
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let file = try WordsFile(String(decoding: bytes, as: UTF8.self), name: name)
            let language = name.split(separator: ".").last.map(String.init) ?? ""
            if name == "\(Self.callers).\(language)" {
                toClerks[language] = file.texts
                continue
            }
            for (key, text) in file.texts {
                guard texts[language, default: [:]].updateValue(text, forKey: key) == nil else {
                    throw WordsFault(file: name, line: 1, message: "expected no key of another file, found “\(key)”")
                }
            }
        }
        let english = texts[Self.first] ?? [:]
        self.english = english
        self.toClerks = toClerks
        byLanguage = Dictionary(
            uniqueKeysWithValues: texts.map { language, own in
                (language, Words(language: language, all: english.merging(own) { _, own in own }))
            }
        )
    }

    /// The languages there are words files for, in their codes' order.
    var languages: [String] { byLanguage.keys.sorted() }

    /// The texts in a language; the English ones where there are none.
    ///
    /// Where staff write for somebody who calls, the pages speak to them, and of the caller.
    func words(in language: String, isByPhone: Bool = false) -> Words {
        let words = byLanguage[language] ?? Words(language: language, all: english)
        let own = toClerks[byLanguage[language] == nil ? Self.first : language]
        guard isByPhone, let own else { return words }
        return Words(language: language, all: words.all.merging(own) { _, own in own })
    }

    /// What a language calls itself; its code where no file says so.
    func name(of language: String) -> String {
        byLanguage[language]?("language_name") ?? language
    }
}
