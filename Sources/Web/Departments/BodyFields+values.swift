import Boundaries

/// The members that are neither text nor whole numbers.
extension BodyFields {
    /// Yes or no; nil where there is none or it is a fault.
    func flag(_ name: String) -> Bool? {
        guard let values, let key = present(name) else { return nil }
        guard let flag = try? values.decode(Bool.self, forKey: key) else {
            faults.note(path + [key], "expected true or false, found another value")
            return nil
        }
        return flag
    }

    /// Text that must be there; empty where it is a fault.
    func words(_ name: String, _ expected: String, maximum: Int, isOneLine: Bool = false) -> String {
        let text = text(name, maximum: maximum, isOneLine: isOneLine)
        if let text { return text }
        // A null or nothing but blanks is as good as none; what is wrong otherwise is noted already.
        if values != nil, isBlank(name) { missing(name, expected) }
        return ""
    }

    /// A point, `lat` and `long` together; nil where there is neither, or it is a fault.
    var point: Coordinate? {
        let (latitude, longitude) = (degrees("lat"), degrees("long"))
        guard let latitude, let longitude else {
            if has("lat") != has("long") { missing(has("lat") ? "long" : "lat", "degrees, as the other is given") }
            return nil
        }
        do {
            return try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            wrong("lat", "expected a latitude from -90 to 90 and a longitude from -180 to 180, found another point")
            return nil
        }
    }

    /// Answers by code, each a text or a list of texts; empty where there are none or they are a fault.
    func answers(_ name: String) -> [String: [String]] {
        guard let values, let key = present(name) else { return [:] }
        guard let object = try? values.nestedContainer(keyedBy: Name.self, forKey: key) else {
            faults.note(path + [key], "expected an object of answers by their codes, found another value")
            return [:]
        }
        var answers: [String: [String]] = [:]
        for code in object.allKeys {
            if let one = try? object.decode(String.self, forKey: code) {
                answers[code.stringValue] = [one]
            } else if let several = try? object.decode([String].self, forKey: code) {
                answers[code.stringValue] = several
            } else {
                faults.note(path + [key, code], "expected a text or a list of texts, found another value")
            }
        }
        return answers
    }

    private func degrees(_ name: String) -> Double? {
        guard let values, let key = present(name) else { return nil }
        guard let degrees = try? values.decode(Double.self, forKey: key) else {
            faults.note(path + [key], "expected degrees as a number, found another value")
            return nil
        }
        return degrees
    }

    private func isBlank(_ name: String) -> Bool {
        guard let values, let key = present(name) else { return true }
        return (try? values.decode(String.self, forKey: key)).map { $0.allSatisfy(\.isWhitespace) } ?? false
    }
}
