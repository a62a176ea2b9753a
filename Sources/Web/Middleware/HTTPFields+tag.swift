import HTTPTypes

extension HTTPFields {
    /// Whether `If-None-Match` names a tag; RFC 9110 part 13.1.2 compares weakly.
    func nameTag(_ tag: String) -> Bool {
        guard let field = self[.ifNoneMatch] else { return false }
        return field.split(separator: ",").contains { part in
            let part = part.drop { $0 == " " }.prefix { $0 != " " }
            return part == "*" || part == tag || part == "W/\(tag)"
        }
    }
}
