import Foundation
import Testing

@testable import Web

@Suite struct VocabularyTests {
    private static var web: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Web").standardized
    }

    /// The files of a folder and its folders with an ending, without those of one folder in it.
    private static func texts(_ folder: String, _ ending: String, without other: String? = nil) throws -> [String] {
        let start = web.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path)
        let wanted = paths.filter { path in path.hasSuffix(ending) && !(other.map(path.hasPrefix) ?? false) }
        return try wanted.map { try String(contentsOf: start.appending(path: $0), encoding: .utf8) }
    }

    /// The keys that templates and Swift name, each with `.one` and `.other` where it is named with a count; not in the
    /// departments' API, where `words` reads a field.
    private static func named(among keys: Set<String>) throws -> Set<String> {
        var named: Set<String> = ["language_name"]
        for template in try texts("Resources/Templates", ".mustache") {
            named.formUnion(template.matches(of: /\bsay\.([a-z0-9_]+)/).map { String($0.output.1) })
        }
        for source in try texts("", ".swift", without: "Departments/") {
            // Unicode's word boundaries see one word in “visit.words”; the fields of a body have words of their own.
            let call = /(fields\.)?\b(?:words|say)\(\s*"([a-z0-9_]+)"/.wordBoundaryKind(.simple)
            for match in source.matches(of: call) where match.output.1 == nil {
                let key = String(match.output.2)
                named.formUnion(keys.contains("\(key).one") ? ["\(key).one", "\(key).other"] : [key])
            }
        }
        return named
    }

    private static func places(in text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.output.1) })
    }

    @Test func `every key that a page names is there in English, and no other`() throws {
        let keys = Set(try Vocabulary().words(in: "en").all.keys)
        let named = try Self.named(among: keys)
        #expect(named.subtracting(keys).sorted() == [], "named but not there")
        #expect(keys.subtracting(named).sorted() == [], "there but not named")
    }

    @Test func `every file is listed, and every language has the same keys with the same places`() throws {
        let folder = Self.web.appending(path: "Resources/Words").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.sorted() == WordsFiles.all.keys.map { "\($0).words" }.sorted())
        for area in Set(WordsFiles.all.keys.map { $0.split(separator: ".")[0] }) {
            let english = try WordsFile(String(decoding: WordsFiles.all["\(area).en"] ?? [], as: UTF8.self), name: "en")
            let spanish = try WordsFile(String(decoding: WordsFiles.all["\(area).es"] ?? [], as: UTF8.self), name: "es")
            #expect(Set(english.texts.keys) == Set(spanish.texts.keys), "\(area)")
            for (key, text) in english.texts {
                #expect(Self.places(in: text) == Self.places(in: spanish.texts[key] ?? ""), "\(key)")
            }
        }
    }

    /// The texts of the files for staff who write for callers.
    private static func toClerks(_ language: String) throws -> [String: String] {
        try WordsFile(String(decoding: WordsFiles.all["caller.\(language)"] ?? [], as: UTF8.self), name: language).texts
    }

    @Test(arguments: ["en", "es"])
    func `what is said to staff who write for a caller has the keys and places of what residents read`(
        language: String
    ) throws {
        let vocabulary = try Vocabulary()
        let own = vocabulary.words(in: language)
        let clerks = vocabulary.words(in: language, isByPhone: true)
        for (key, text) in try Self.toClerks(language) {
            #expect(own.all[key] != nil && own.all[key] != text, "\(key)")
            #expect(Self.places(in: own.all[key] ?? "") == Self.places(in: text), "\(key)")
            #expect(clerks(key) == text)
        }
        #expect(clerks.all.count == own.all.count)
    }

    @Test func `no page calls what is a caller's the clerk's own, but where it is read out`() throws {
        // What a clerk never sees: the pages' own devices, and the pages that residents alone come to.
        let elsewhere = [
            "locate_", "you_remember", "kiosk_", "follow_", "errand_", "message_reload", "problem_heading",
        ]
        let words = try Vocabulary().words(in: "en", isByPhone: true)
        for (key, text) in words.all where !elsewhere.contains(where: key.hasPrefix) {
            let said = text.replacing(/“[^”]*”/, with: "")
            let own = said.firstMatch(of: /(?i)\b(your|yours|my|mine)\b/.wordBoundaryKind(.simple))
            #expect(own == nil, "\(key) = \(text)")
        }
    }

    @Test func `a language falls back to English, text by text and as a whole`() throws {
        let files = ["a.en": Array("x = one\ny = two".utf8), "a.es": Array("x = uno".utf8)]
        let vocabulary = try Vocabulary(files)
        #expect(vocabulary.words(in: "es")("x") == "uno")
        #expect(vocabulary.words(in: "es")("y") == "two")
        #expect(vocabulary.words(in: "fr")("x") == "one")
        #expect(vocabulary.words(in: "fr").language == "fr")
        #expect(vocabulary.languages == ["en", "es"])
    }

    @Test func `a key that two files have is refused`() throws {
        let files = ["a.en": Array("x = one".utf8), "b.en": Array("x = two".utf8)]
        let fault = #expect(throws: WordsFault.self) { _ = try Vocabulary(files) }
        #expect(fault?.description == "b.en:1: expected no key of another file, found “x”")
    }

    @Test func `languages call themselves by their own names`() throws {
        let vocabulary = try Vocabulary()
        #expect(vocabulary.name(of: "es") == "Español")
        #expect(vocabulary.name(of: "en") == "English")
        #expect(vocabulary.name(of: "fr") == "fr")
    }
}
