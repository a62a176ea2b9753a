extension AnswerShape {
    /// The dialect.
    private static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// The JSON Schema (2020-12) of its JSON, which no other document is needed to read.
    ///
    /// - Parameters:
    ///   - reach: which of the answers.
    ///   - id: where it is to be had, which is its `$id`.
    /// - Returns: the schema.
    public func jsonSchema(_ reach: Shape.Reach, id: String) -> WireValue {
        let writer = JSONSchemaWriter(reach: reach)
        var members: [WireValue.Member] = [
            .init("$schema", .string(Self.dialect)), .init("$id", .string(id)), .init("title", .string(title)),
        ]
        members += writer.members(of: shape)
        let names = shape.names(in: reach)
        if !names.isEmpty {
            let definitions = names.map { WireValue.Member($0.rawValue, writer.schema(of: $0.shape)) }
            members.append(.init("$defs", .object(definitions)))
        }
        return .object(members)
    }

    /// The schemas of all answers and of what they share, by the names that `reference` gives them, for a document of OpenAPI.
    ///
    /// Each also says how it looks in XML, in OpenAPI's own words for it.
    public static let components: [WireValue.Member] = {
        let writer = JSONSchemaWriter(reach: .any, references: referenceBase, tellsXML: true)
        let answers = allCases.map { answer -> WireValue.Member in
            var members: [WireValue.Member] = [.init("title", .string(answer.title))]
            members += writer.members(of: answer.shape, in: answer.root.rawValue)
            var xml: [WireValue.Member] = [.init("name", .string(answer.root.rawValue))]
            if case .list = answer.shape { xml.append(.init("wrapped", .bool(true))) }
            return .init(answer.component, .object(members + [.init("xml", .object(xml))]))
        }
        let shared = Shape.Name.allCases.map { WireValue.Member($0.rawValue, writer.schema(of: $0.shape)) }
        return answers + shared
    }()

    /// A reference to its schema among the components.
    public var reference: String { Self.referenceBase + component }

    private static let referenceBase = "#/components/schemas/"

    /// Its name there, which no shape has.
    private var component: String { "answer-\(rawValue)" }
}
