/// Writes shapes as RELAX NG in its XML syntax, with the datatypes of XML Schema.
///
/// The elements of one parent may come in any order: the specification promises none.
struct RelaxNGWriter {
    let reach: Shape.Reach

    /// A grammar of these answers, which no other document is needed to read.
    func grammar(_ answers: [AnswerShape]) -> String {
        var roots: [(root: WireBody.Root, contents: [Markup])] = []
        var names: Set<Shape.Name> = []
        for answer in answers {
            names.formUnion(answer.shape.names(in: reach))
            let content = content(of: answer.shape, in: answer.root.rawValue)
            if let index = roots.firstIndex(where: { $0.root == answer.root }) {
                roots[index].contents.append(content)
            } else {
                roots.append((answer.root, [content]))
            }
        }
        let starts = roots.map { Markup("element", ["name": $0.root.rawValue], [Self.choice($0.contents)]) }
        let definitions = Shape.Name.allCases.filter(names.contains).map { name in
            Markup("define", ["name": name.rawValue], [content(of: name.shape, in: "")])
        }
        let grammar = Markup(
            "grammar",
            [
                "xmlns": "http://relaxng.org/ns/structure/1.0",
                "xmlns:a": "http://relaxng.org/ns/compatibility/annotations/1.0",
                "datatypeLibrary": "http://www.w3.org/2001/XMLSchema-datatypes",
            ],
            [Markup("start", [Self.choice(starts)])] + definitions
        )
        return grammar.document
    }

    /// What an element holds.
    private func content(of shape: Shape, in element: String) -> Markup {
        switch shape {
        case .text(let longest):
            Self.data("string", [Self.rule("minLength", 1)] + (longest.map { [Self.rule("maxLength", $0)] } ?? []))
        case .pattern(let pattern): Self.data("string", [Self.rule("pattern", pattern)])
        case .word(let words): Self.choice(words.map { Markup("value", ["type": "string"], text: $0) })
        case .date: Self.data("string", [Self.rule("pattern", GeoReportDate.pattern)])
        case .number(let range):
            Self.data(
                "double",
                range.map {
                    [Self.rule("minInclusive", $0.lowerBound), Self.rule("maxInclusive", $0.upperBound)]
                } ?? []
            )
        case .integer(let least): Self.data("integer", [Self.rule("minInclusive", least)])
        case .bool: Self.choice(["true", "false"].map { Markup("value", ["type": "string"], text: $0) })
        // Any text or none.
        case .orNull(.text(nil)): Markup("text")
        case .orNull(let shape): Self.choice([Markup("empty"), content(of: shape, in: element)])
        case .list(let item, let least, let most): list(item, least, most, in: element)
        // How often, its parent says.
        case .repeated(let item): content(of: item, in: element)
        case .object(let fields): object(fields)
        case .either(let shapes): Self.choice(shapes.map { content(of: $0, in: element) })
        case .named(let name): Markup("ref", ["name": name.rawValue])
        }
    }

    /// A list's items.
    ///
    /// RELAX NG cannot count: a large most is left to JSON.
    private func list(_ item: Shape, _ least: Int, _ most: Int?, in element: String) -> Markup {
        let name = ElementNames.item(of: element)
        let one = Markup("element", ["name": name], [content(of: item, in: name)])
        let must = Array(repeating: one, count: least)
        if most == least { return Self.group(must) }
        return Self.group(must.dropLast() + [Markup(least > 0 ? "oneOrMore" : "zeroOrMore", [one])])
    }

    private func object(_ fields: [Shape.Field]) -> Markup {
        var members: [Markup] = []
        var rivals: [Markup] = []
        for field in fields {
            let (maybe, always) = field.isThere(in: reach)
            guard maybe else { continue }
            let words = Markup("a:documentation", text: field.meaning)
            var element = Markup("element", ["name": field.name], [words, content(of: field.shape, in: field.name)])
            if case .repeated = field.shape {
                let none = Markup("element", ["name": field.name], [Markup("empty")])
                element = Self.choice([none, Markup("oneOrMore", [element])])
            }
            if field.presence == .oneOfThem {
                rivals.append(element)
            } else {
                members.append(always ? element : Markup("optional", [element]))
            }
        }
        if !rivals.isEmpty { members.append(Markup("optional", [Self.choice(rivals)])) }
        return members.count == 1 ? members[0] : Markup("interleave", members)
    }

    private static func data(_ type: String, _ rules: [Markup]) -> Markup { Markup("data", ["type": type], rules) }

    private static func rule(_ name: String, _ value: some CustomStringConvertible) -> Markup {
        Markup("param", ["name": name], text: value.description)
    }

    private static func choice(_ patterns: [Markup]) -> Markup {
        patterns.count == 1 ? patterns[0] : Markup("choice", patterns)
    }

    private static func group(_ patterns: [Markup]) -> Markup {
        patterns.count == 1 ? patterns[0] : Markup("group", patterns)
    }
}

extension AnswerShape {
    /// The RELAX NG grammar of its XML.
    public func relaxNG(_ reach: Shape.Reach) -> String { RelaxNGWriter(reach: reach).grammar([self]) }

    /// The RELAX NG grammar of every XML that GeoReport answers, with `extensions=true` or without.
    public static let wholeRelaxNG = RelaxNGWriter(reach: .any).grammar(allCases)
}
