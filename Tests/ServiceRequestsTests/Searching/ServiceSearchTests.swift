import ServiceRequests
import Testing

@Suite struct ServiceSearchTests {
    private static func service(
        _ code: String,
        _ name: String,
        _ description: String = "",
        keywords: [String] = [],
        aliases: [String] = []
    ) -> Catalog.Service {
        Catalog.Service(
            code: code,
            group: "all",
            name: LocalizedText(["en": name]),
            description: LocalizedText(["en": description]),
            keywords: ["en": keywords],
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

    @Test func `words that say nothing count only where there are no others`() {
        #expect(search.answer(to: "the").services.isEmpty == false)
        #expect(search.answer(to: "the pothole").services.map(\.code) == ["pothole"])
    }

    @Test func `a query without end is cut`() {
        let words = String(repeating: "pothole ", count: 10_000)
        #expect(search.answer(to: words).services.map(\.code) == ["pothole"])
    }
}
