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

    private let byLanguage: [String: Words]
    private let english: [String: String]

    /// Reads this program's files.
    init() throws(WordsFault) { try self.init(WordsFiles.all) }

    /// Reads files by name, `AREA.LANGUAGE`; throws the first fault in the order of names.
    init(_ files: [String: [UInt8]]) throws(WordsFault) {
        var texts: [String: [String: String]] = [:]
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let file = try WordsFile(String(decoding: bytes, as: UTF8.self), name: name)
            let language = name.split(separator: ".").last.map(String.init) ?? ""
            for (key, text) in file.texts {
                guard texts[language, default: [:]].updateValue(text, forKey: key) == nil else {
                    throw WordsFault(file: name, line: 1, message: "expected no key of another file, found “\(key)”")
                }
            }
        }
        let english = texts[Self.first] ?? [:]
        self.english = english
        byLanguage = Dictionary(
            uniqueKeysWithValues: texts.map { language, own in
                (language, Words(language: language, all: english.merging(own) { _, own in own }))
            }
        )
    }

    /// The languages there are words files for, in their codes' order.
    var languages: [String] { byLanguage.keys.sorted() }

    /// The texts in a language; the English ones where there are none.
    func words(in language: String) -> Words {
        byLanguage[language] ?? Words(language: language, all: english)
    }

    /// What a language calls itself; its code where no file says so.
    func name(of language: String) -> String {
        byLanguage[language]?("language_name") ?? language
    }
}
