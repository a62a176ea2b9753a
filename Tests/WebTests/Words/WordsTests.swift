import Testing

@testable import Web

@Suite struct WordsTests {
    private static func words(_ text: String) throws -> Words {
        Words(language: "en", all: try WordsFile(text, name: "test.en").texts)
    }

    @Test func `values stand in their places, and what a value holds is no place`() throws {
        let words = try Self.words("greeting = {name}, {name} of {city}, {other} {")
        #expect(words("greeting", ["name": "{city}", "city": "{name}"]) == "{city}, {city} of {name}, {other} {")
        #expect(words("greeting") == "{name}, {name} of {city}, {other} {")
    }

    @Test(arguments: [
        ("es", "el Departamento", "Va al Departamento. Viene del Departamento, con el Departamento."),
        ("es", "la Oficina", "Va a la Oficina. Viene de la Oficina, con la Oficina."),
        ("es", "Elisa", "Va a Elisa. Viene de Elisa, con Elisa."),
        ("en", "el Departamento", "Va a el Departamento. Viene de el Departamento, con el Departamento."),
    ])
    func `in Spanish an article is one with the word before it`(language: String, who: String, expected: String) {
        let words = Words(language: language, all: ["way": "Va a {who}. Viene de {who}, con {who}."])
        #expect(words("way", ["who": who]) == expected)
    }

    @Test func `a count chooses its text and stands in it`() throws {
        let words = try Self.words("found.one = {count} thing in {place}\nfound.other = {count} things in {place}")
        #expect(words("found", 1, ["place": "A"]) == "1 thing in A")
        #expect(words("found", 0, ["place": "A"]) == "0 things in A")
        #expect(words("found", 12, ["place": "A"]) == "12 things in A")
    }

    @Test func `a key that is none is empty and never shown itself`() throws {
        #expect(try Self.words("a = b")("c").isEmpty)
        #expect(try Self.words("a = b")("a", 2).isEmpty)
    }

    @Test func `comments and empty lines are no texts, and an equals sign in a text is its own`() throws {
        let file = try WordsFile("# a = b\n\nc = d = e\n", name: "test.en")
        #expect(file.texts == ["c": "d = e"])
    }

    @Test(arguments: [
        ("a", "1: expected “key = text”, found “a”"), ("a = b\na = c", "2: expected every key once"),
        ("A = b", "1: expected a key of a-z"), ("a.few = b", "1: expected a key of a-z"),
        ("a.one.other = b", "1: expected a key of a-z"), (" = b", "1: expected a key of a-z"),
        ("a = ", "1: expected “key = text”"), ("a=b", "1: expected “key = text”"),
    ])
    func `a line that is none is refused with its place`(text: String, message: String) {
        let fault = #expect(throws: WordsFault.self) { _ = try WordsFile(text, name: "test.en") }
        #expect(fault?.description.hasPrefix("test.en:\(message)") == true, "\(String(describing: fault))")
    }
}
