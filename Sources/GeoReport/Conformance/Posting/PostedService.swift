/// A service that may be reported, with what its definition asks.
struct PostedService {
    /// One question of it.
    struct Attribute {
        let code: String
        let datatype: String
        let isRequired: Bool
        let keys: [String]
    }

    let code: String
    let type: String
    let isPrivate: Bool
    let attributes: [Attribute]

    init(_ service: ReadValue, definition: ReadValue?) {
        code = service["service_code"]?.word ?? ""
        type = service["type"]?.word ?? ""
        isPrivate = service["keywords"]?.word?.lowercased().commaSeparated.contains("private") ?? false
        // What may be wrapped around it is a check of its own.
        let definition = definition?.elements?.first ?? definition
        attributes = (definition?["attributes"]?.elements ?? []).compactMap { attribute in
            guard let code = attribute["code"]?.word, attribute["variable"]?.word?.lowercased() != "false" else {
                return nil
            }
            return Attribute(
                code: code,
                datatype: attribute["datatype"]?.word ?? "string",
                isRequired: attribute["required"]?.word?.lowercased() == "true",
                keys: (attribute["values"]?.elements ?? []).compactMap { $0["key"]?.word }
            )
        }
    }

    /// The first attribute that must be answered.
    var required: Attribute? { attributes.first(where: \.isRequired) }
    /// The first attribute that has a list of values.
    var listed: Attribute? { attributes.first { $0.datatype.hasSuffix("valuelist") && !$0.keys.isEmpty } }
    /// The first attribute that takes several values.
    var several: Attribute? { attributes.first { $0.datatype == "multivaluelist" && $0.keys.count > 1 } }

    /// Answers to everything that must be answered.
    var answers: [Exchange.Field] {
        attributes.filter(\.isRequired).map { Exchange.Field("attribute[\($0.code)]", $0.example) }
    }
}

extension PostedService.Attribute {
    /// An answer that fits.
    var example: String {
        switch datatype {
        case "number": "1"
        case "datetime": "2026-01-31T09:30:00Z"
        case "singlevaluelist", "multivaluelist": keys.first ?? ""
        default: "conformance test"
        }
    }
}
