extension Condition {
    /// The condition as a clause: "the place lies in a neighborhood whose kind is park".
    public var words: String {
        switch self {
        case .layer(let layer):
            return "the place lies in \(EnglishName.withIndefiniteArticle(EnglishName.layer(layer)))"
        case .boundary(let layer, let ids):
            return "the place lies in \(EnglishName.layer(layer)) \(EnglishName.list(ids))"
        case .property(let layer, let name, let values):
            let area = EnglishName.withIndefiniteArticle(EnglishName.layer(layer))
            return "the place lies in \(area) whose \(name) is \(EnglishName.list(values))"
        case .attribute(let code, let keys):
            return "the answer to \(code) is \(EnglishName.list(keys))"
        case .all(let conditions):
            return conditions.map(\.nestedWords).joined(separator: " and ")
        case .any(let conditions):
            return conditions.map(\.nestedWords).joined(separator: " or ")
        case .not(let condition):
            return "it is not so that \(condition.nestedWords)"
        }
    }

    private var nestedWords: String {
        switch self {
        case .all(let conditions) where conditions.count > 1: "(\(words))"
        case .any(let conditions) where conditions.count > 1: "(\(words))"
        default: words
        }
    }
}
