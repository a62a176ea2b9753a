/// The fields the specification has, and of which kind they are.
enum Fields {
    static let service = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
    static let attribute = [
        "variable", "code", "datatype", "required", "datatype_description", "order", "description",
    ]
    /// What "may not be returned" is not said of.
    static let always = [
        "service_request_id", "status", "service_name", "service_code", "description", "requested_datetime",
        "updated_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
    ]
    /// What "may not be returned" is said of.
    static let sometimes = ["status_notes", "agency_responsible", "service_notice", "expected_datetime"]
    static let request = always + sometimes
    static let receipt = ["service_request_id", "token", "service_notice", "account_id"]

    static let dates = ["requested_datetime", "updated_datetime", "expected_datetime"]
    /// Texts, whatever they look like.
    static let codes = ["service_code", "code", "key", "address_id", "zipcode"]
    static let flags = ["metadata", "variable", "required"]

    /// The fields an object of a kind of answer may have.
    static func known(in kind: Sheet.Kind) -> [String] {
        switch kind {
        case .services: service
        case .definition: ["service_code", "attributes"]
        case .requests: request
        case .receipt, .token: receipt
        case .discovery, .updates: []
        }
    }
}

extension Sheet {
    /// A value in an answer, and the path to it.
    struct Leaf {
        let name: String
        let path: String
        let value: ReadValue
    }

    /// Every member of every object of the answer, with the path to it.
    var leaves: [Leaf] {
        var leaves: [Leaf] = []
        func walk(_ value: ReadValue, _ path: String) {
            switch value {
            case .array(let elements):
                for (index, element) in elements.enumerated() { walk(element, "\(path)[\(index)]") }
            case .object(let members):
                for member in members {
                    let place = path.isEmpty ? member.name : "\(path).\(member.name)"
                    leaves.append(Leaf(name: member.name, path: place, value: member.value))
                    walk(member.value, place)
                }
            default: break
            }
        }
        if let value { walk(value, "") }
        return leaves
    }
}
