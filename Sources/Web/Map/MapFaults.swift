import Boundaries
import GeoReport

/// Reads the parameters of a map's address and gathers what is wrong with them.
struct MapFaults {
    private var messages: [String] = []

    mutating func add(_ name: String, expected: String, found: String) {
        messages.append("“\(name.shortened)”: expected \(expected), found \(found)")
    }

    /// Throws everything that was gathered, as one refusal.
    func check() throws(Refusal) {
        guard messages.isEmpty else {
            throw .badRequest(messages.prefix(10).joined(separator: "; "))
        }
    }

    /// A whole number within a range; nil where there is none or it is a fault.
    mutating func number(_ parameters: FormParameters, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = parameters[name] else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number) {
            return number
        }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        add(name, expected: expected, found: "“\(text.shortened)”")
        return nil
    }

    /// `true` or `false`; false where there is neither.
    mutating func flag(_ parameters: FormParameters, _ name: String) -> Bool {
        guard let text = parameters[name] else { return false }
        if text != "true", text != "false" { add(name, expected: "true or false", found: "“\(text.shortened)”") }
        return text == "true"
    }

    /// A language the city has; nothing is expected where there is none.
    mutating func language(_ parameters: FormParameters, _ languages: [String]) {
        guard let text = parameters["lang"], !languages.contains(text) else { return }
        add("lang", expected: "one of \(languages.joined(separator: ", "))", found: "“\(text.shortened)”")
    }

    /// The middle; nil where there is none or it is a fault.
    mutating func centre(_ parameters: FormParameters) -> Coordinate? {
        do throws(GeoReportError) {
            return try parameters.coordinate()
        } catch {
            messages += error.faults.map(\.description)
            return nil
        }
    }

    /// `40.7128,-74.006`; nil where there is none or it is a fault.
    mutating func pin(_ parameters: FormParameters) -> Coordinate? {
        guard let text = parameters["pin"] else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            let pair = FormParameters([.init(name: "lat", value: parts[0]), .init(name: "long", value: parts[1])])
            if let coordinate = try? pair.coordinate() { return coordinate }
        }
        add("pin", expected: "latitude and longitude like 40.7128,-74.006", found: "“\(text.shortened)”")
        return nil
    }

    /// The id of a layer there is; nil where there is none or it is a fault.
    mutating func layer(_ parameters: FormParameters, _ index: BoundaryIndex) -> String? {
        guard let id = parameters["layer"] else { return nil }
        if index.layers.contains(where: { $0.id == id }) { return id }
        let ids = index.layers.map(\.id).joined(separator: ", ")
        add("layer", expected: "one of \(ids)", found: "“\(id.shortened)”")
        return nil
    }

    /// A boundary there is, `police_precinct/75`; nil where there is none or it is a fault.
    mutating func highlight(_ parameters: FormParameters, _ index: BoundaryIndex) -> MapDrawing.Highlight? {
        guard let text = parameters["highlight"] else { return nil }
        if let slash = text.firstIndex(of: "/") {
            let (layer, id) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
            if index.reference(layer: layer, id: id) != nil { return MapDrawing.Highlight(layer: layer, id: id) }
        }
        add("highlight", expected: "a layer and a boundary of it, layer/id", found: "“\(text.shortened)”")
        return nil
    }
}
