extension Shape {
    /// The shapes that have a name of their own in every description.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        case endpoint
        case area
        case service
        case attribute
        case condition
        case request
        case leg
        case note
        case update
        case error
        case code = "error_code"

        /// What it stands for.
        var shape: Shape {
            switch self {
            case .endpoint: .endpoint
            case .area: .area
            case .service: .service
            case .attribute: .attribute
            case .condition: .condition
            case .request: .request
            case .leg: .leg
            case .note: .note
            case .update: .update
            case .error: .error
            case .code: .word(GeoReportError.Code.allCases.map(\.rawValue))
            }
        }
    }

    /// The names this shape uses, those of their shapes included, in the order of `Name.allCases`.
    func names(in reach: Reach) -> [Name] {
        var found: Set<Name> = []
        collect(&found, reach)
        return Name.allCases.filter(found.contains)
    }

    private func collect(_ found: inout Set<Name>, _ reach: Reach) {
        switch self {
        case .named(let name):
            if found.insert(name).inserted { name.shape.collect(&found, reach) }
        case .orNull(let shape), .list(let shape, _, _), .repeated(let shape): shape.collect(&found, reach)
        case .object(let fields):
            for field in fields where field.isThere(in: reach).maybe { field.shape.collect(&found, reach) }
        case .either(let shapes): for shape in shapes { shape.collect(&found, reach) }
        case .text, .pattern, .word, .date, .number, .integer, .bool: break
        }
    }
}
