import ArgumentParser
import Boundaries

/// Which features count: those whose property has a value, written `kind=district`.
struct PropertyFilter: ExpressibleByArgument, Sendable, Hashable {
    /// The property's name.
    let property: String
    /// The value it must have, as text.
    let value: String

    /// Splits at the first equals sign; nil where there is none, or nothing before it.
    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        property = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }

    /// The boundaries that pass every filter; of several for one property it is enough to pass one.
    static func boundaries(of layer: BoundaryLayer, passing filters: [PropertyFilter]) -> [Boundary] {
        let wanted = Dictionary(grouping: filters, by: \.property).mapValues { $0.map(\.value) }
        return layer.boundaries.filter { boundary in
            wanted.allSatisfy { property, values in boundary.properties[property].map { values.contains($0) } ?? false }
        }
    }
}

extension PropertyFilter: CustomStringConvertible {
    /// As it was written.
    var description: String { "\(property)=\(value)" }
}
