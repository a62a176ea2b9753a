import ServiceRequests
import Testing

@Suite struct TypingErrorTests {
    private static let search = ServiceSearch([
        ServiceSearchTests.service("pothole", "Pothole", es: "Bache", keywords: ["asphalt"]),
        ServiceSearchTests.service("heat", "No heat", es: "Sin calefacción", keywords: ["cold apartment"]),
        ServiceSearchTests.service(
            "tree",
            "Fallen tree",
            es: "Árbol caído",
            keywords: ["branch"],
            palabras: ["camión"]
        ),
        ServiceSearchTests.service("noise", "Noise from a neighbor", es: "Ruido de un vecino", aliases: ["Form 4711a"]),
        ServiceSearchTests.service("apart", "Illegal apartment", es: "Apartamento ilegal"),
    ])

    @Test(
        arguments: [
            // Left out, added, doubled, replaced, swapped; in the first and the last letter too.
            ("pohole", "pothole", "pothole"), ("potxhole", "pothole", "pothole"), ("potthole", "pothole", "pothole"),
            ("pothope", "pothole", "pothole"), ("pohtole", "pothole", "pothole"), ("opthole", "pothole", "pothole"),
            ("potholr", "pothole", "pothole"),
            // Two in a long word.
            ("calefaxion", "heat", "calefacción"), ("nieghbour", "noise", "neighbor"),
            // A plural nobody wrote, with the accents its language wants.
            ("pothloes", "pothole", "potholes"), ("arvoles", "tree", "árboles"), ("canmiones", "tree", "camiones"),
            // Accents are no errors, and the rest of the query stays as it was typed.
            ("Calefaccion APARTMENT", "heat", nil), ("No Haet!", "heat", "No heat"),
            ("the nosie", "noise", "the noise"),
        ] as [(String, String, String?)]
    )
    func `a typing error finds the service and says what was meant`(query: String, code: String, corrected: String?) {
        let answer = Self.search.answer(to: query)
        #expect(answer.services.first?.code == code)
        #expect(answer.corrected == corrected)
        #expect(answer.corrections.count == (corrected == nil ? 0 : 1))
        #expect(!answer.isPartial)
    }

    @Test(arguments: [
        // Two errors in a short word, three in a long one, three letters, figures, words that only say how.
        "ptohloe", "kalefaxion", "tre3", "4712a", "471a", "brr", "xyzzy", "zeppelin", "wiht", "qqqqqqqqqqqqqqqqqqqq",
    ])
    func `what is too far from every word stays as it is`(query: String) {
        let answer = Self.search.answer(to: query)
        #expect(answer.services.isEmpty && answer.corrections.isEmpty && answer.corrected == nil)
    }

    @Test func `a word that some service has is never corrected`() {
        let search = ServiceSearch([
            ServiceSearchTests.service("nose", "Nose ring"), ServiceSearchTests.service("noise", "Loud noise"),
        ])
        let answer = search.answer(to: "loud nose")
        #expect(answer.corrections.isEmpty && answer.isPartial)
        #expect(search.answer(to: "nois").corrections.isEmpty)
    }

    @Test func `what is found by right words stands above what is found by corrected ones`() {
        let search = ServiceSearch([
            ServiceSearchTests.service("a", "Crater"), ServiceSearchTests.service("b", "Lamp", "A light."),
        ])
        #expect(search.answer(to: "craeter lamp").services.map(\.code) == ["b", "a"])
        #expect(search.answer(to: "crater lanp").services.map(\.code) == ["a", "b"])
    }

    @Test func `of words equally near the one that fits the rest of the query is meant`() {
        let search = ServiceSearch([
            ServiceSearchTests.service("meter", "Broken meter", keywords: ["water"]),
            ServiceSearchTests.service("metal", "Metal on the beach"),
        ])
        #expect(search.answer(to: "water metar").corrections.map(\.meant) == ["meter"])
        #expect(search.answer(to: "beach metax").corrected == "beach metal")
    }

    @Test
    func `an error is taken for a word of the visitor's language first, and never for one of a description alone`() {
        let search = ServiceSearch([
            ServiceSearchTests.service("car", "Abandoned car", es: "Carro abandonado"),
            ServiceSearchTests.service("can", "Litter basket", "Said now.", es: "Cesto", palabras: ["bote de basura"]),
        ])
        #expect(search.answer(to: "caro", in: "es").corrected == "carro")
        #expect(search.answer(to: "snow", in: "en").entries.isEmpty)
        #expect(search.answer(to: "vote", in: "en").entries.isEmpty)
        #expect(search.answer(to: "vote", in: "es").corrected == "bote")
        // A long word is hardly another's by chance: many write in Spanish on English pages.
        #expect(search.answer(to: "basurra", in: "en").corrected == "basura")
    }
}
