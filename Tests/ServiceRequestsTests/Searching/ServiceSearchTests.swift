import ServiceRequests
import Testing

@Suite struct ServiceSearchTests {
    static func service(
        _ code: String,
        _ name: String,
        _ description: String = "",
        es spanish: String? = nil,
        keywords: [String] = [],
        palabras: [String] = [],
        aliases: [String] = []
    ) -> Catalog.Service {
        var names = ["en": name]
        names["es"] = spanish
        return Catalog.Service(
            code: code,
            group: "all",
            name: LocalizedText(names),
            description: LocalizedText(["en": description]),
            keywords: ["en": keywords, "es": palabras],
            aliases: aliases,
            target: .hours(1),
            routes: []
        )
    }

    private let search = ServiceSearch([
        service("pothole", "Pothole", "A hole in the street.", keywords: ["asphalt", "crater"]),
        service(
            "noise",
            "Loud music",
            "Music that keeps people awake.",
            keywords: ["noise"],
            aliases: ["Noise - Residential"]
        ),
        service("fallen-tree", "Fallen tree", "A tree that lies across a street.", keywords: ["branch"]),
        service("tree-pruning", "Pruning of a tree", "A street tree whose branches are in the way."),
        service("cafe", "Café tables", "Tables on the sidewalk."),
        service("lamp", "Street light out", "A lamp that does not burn.", keywords: ["lights", "dark"]),
    ])

    @Test(
        arguments: [
            ("pothole", ["pothole"]), ("POTHOLE", ["pothole"]), ("potholes", ["pothole"]), ("poth", ["pothole"]),
            ("tree fallen", ["fallen-tree"]), ("fallen TREES", ["fallen-tree"]), ("café", ["cafe"]), ("CAFE", ["cafe"]),
            ("residential", ["noise"]), ("noise", ["noise"]), ("there is a hole in my street", ["pothole"]),
            // A name before a description, a keyword before a description.
            ("tree", ["fallen-tree", "tree-pruning"]), ("branch", ["fallen-tree", "tree-pruning"]),
            ("street", ["lamp", "pothole", "fallen-tree", "tree-pruning"]), ("xyzzy", []), ("", []), ("  !? ", []),
        ] as [(String, [String])]
    )
    func `words find services by name, keyword, alias and description, the best first`(
        query: String,
        expected: [String]
    ) {
        let answer = search.answer(to: query)
        #expect(answer.services.map(\.code) == expected)
        #expect(!answer.isPartial)
    }

    @Test func `where no service has all the words, those with the most of them are found and it is said`() {
        let answer = search.answer(to: "fallen tree elephant")
        #expect(answer.services.map(\.code) == ["fallen-tree"])
        #expect(answer.isPartial)
    }

    @Test func `words that say nothing find nothing, but may begin others`() {
        let search = ServiceSearch([Self.service("theft", "Theft of a bike"), Self.service("tree", "The fallen tree")])
        #expect(search.answer(to: "the").services.map(\.code) == ["theft"])
        #expect(search.answer(to: "of a").services.isEmpty)
        #expect(search.answer(to: "the tree").services.map(\.code) == ["tree"])
        // What is left of "neighbor's".
        #expect(search.answer(to: "the tree's").isPartial == false)
    }

    @Test func `a whole name wins in each language, with or without the words that say nothing`() {
        let search = ServiceSearch([
            Self.service("roof", "Roof of a house", es: "Techo de una casa", palabras: ["ruido"]),
            Self.service("bar", "Noise from a bar in a house", es: "Ruido de un bar en una casa"),
            Self.service("noise", "Noise in a house", es: "Ruido en una casa"),
        ])
        for query in ["noise house", "noise in the house", "ruido casa", "el ruido en la casa"] {
            #expect(search.answer(to: query).services.first?.code == "noise", "\(query)")
        }
    }

    @Test func `Spanish words that say nothing do so where the catalog is Spanish, and are nobody's singular`() {
        let things = Self.service("things", "Things left on the street", keywords: ["cones"])
        let shop = Self.service("shop", "Shop", es: "Problema con una tienda", keywords: ["price"])
        let spanish = ServiceSearch([shop, things])
        #expect(spanish.answer(to: "cones").services.map(\.code) == ["things"])
        #expect(!spanish.answer(to: "el problema de la tienda").isPartial)
        #expect(spanish.answer(to: "sin tienda").isPartial)
        let english = ServiceSearch([Self.service("con", "Con artist"), Self.service("shop", "Shop")])
        #expect(english.answer(to: "con").services.map(\.code) == ["con"])
        #expect(english.answer(to: "con shop").isPartial)
    }

    @Test(arguments: [
        ("tubería roto", "pipe"), ("tubos rotas", "pipe"), ("TUBERÍAS ROTAS", "pipe"), ("niñas", "care"),
        ("nino", "care"),
    ])
    func `a Spanish word finds its other gender and number`(query: String, code: String) {
        let search = ServiceSearch([
            Self.service("pipe", "Broken pipe", es: "Tubería o tubo roto"),
            Self.service("care", "Child care", es: "Cuidado de niños"),
        ])
        let answer = search.answer(to: query)
        #expect(answer.services.map(\.code) == [code])
        #expect(!answer.isPartial && answer.corrections.isEmpty)
    }

    @Test func `a name, a keyword or an alias stands above any number of words in a description`() {
        let search = ServiceSearch([
            Self.service("told", "Notice", "A broken lamp in a dark street near a park with a bench."),
            Self.service("called", "Streets", "Parks, benches, darkness and lamps.", keywords: ["brokenness"]),
        ])
        for query in ["broken lamp street park bench dark", "dark lamp bench street"] {
            #expect(search.answer(to: query).services.map(\.code).first == "called", "\(query)")
        }
    }

    @Test func `a whole keyword stands above a word of a longer one`() {
        let search = ServiceSearch([
            Self.service("above", "Leak", keywords: ["flood from upstairs"]),
            Self.service("street", "Drain", keywords: ["puddle", "flood"]),
            Self.service("cold", "No hot water", "There is none."),
            Self.service("dry", "Pipes", keywords: ["no water"]),
        ])
        #expect(search.answer(to: "flood").services.map(\.code) == ["street", "above"])
        #expect(search.answer(to: "no water").services.map(\.code) == ["dry", "cold"])
    }

    @Test(arguments: [("side walk", "sidewalk"), ("a side walk broken", "sidewalk"), ("bed bugs", "bugs")])
    func `words written apart that the catalog writes as one are one`(query: String, code: String) {
        let search = ServiceSearch([
            Self.service("outside", "Outside of a building", "Its side, and a walk to the door.", keywords: ["walk"]),
            Self.service("sidewalk", "Broken sidewalk"), Self.service("bugs", "Dirt", keywords: ["bedbugs"]),
        ])
        let answer = search.answer(to: query)
        #expect(answer.services.first?.code == code && answer.corrections.isEmpty && !answer.isPartial)
    }

    @Test func `a query without end is cut`() {
        let words = String(repeating: "pothole ", count: 10_000)
        #expect(search.answer(to: words).services.map(\.code) == ["pothole"])
    }
}
