import GeoReport
import ServiceRequests

/// What is wrong with a report, in a resident's words and language, each problem at its field.
///
/// Found by the decoder that GeoReport uses, whose own words are for programmers.
struct FormProblems: Sendable {
    /// One problem, as the summary at the top of the page lists it.
    struct Problem: Sendable {
        /// The parameter it is about; nil where it is about none that the page shows.
        let parameter: String?
        /// The id of the field to go to.
        let id: String
        let message: String
    }

    let list: [Problem]

    init(_ error: GeoReportError, in report: ReportForm, _ visit: PageVisit) {
        let words = FaultWords(report, visit)
        list = error.faults.map { fault in
            let parameter = fault.field
            return Problem(parameter: parameter, id: Self.id(of: parameter), message: words.message(fault))
        }
    }

    private init(list: [Problem]) { self.list = list }

    private static func id(of parameter: String?) -> String {
        switch parameter {
        case let name? where name.hasPrefix("attribute["): "attribute-" + name.dropFirst(10).dropLast()
        case let name?: name.replacing("_", with: "-")
        case nil: "main"
        }
    }

    /// The first problem of a field.
    func message(of parameter: String) -> String? {
        list.first { $0.parameter == parameter }?.message
    }

    /// Those of some fields only; nil where they have none.
    func only(_ names: Set<String>) -> FormProblems? {
        let some = list.filter { $0.parameter.map(names.contains) ?? false }
        return some.isEmpty ? nil : FormProblems(list: some)
    }

    /// Without those of some questions; nil where no other is left.
    func without(questions codes: Set<String>) -> FormProblems? {
        without(Set(codes.map { "attribute[\($0)]" }))
    }

    /// Without those of some fields; nil where no other is left.
    func without(_ names: Set<String>) -> FormProblems? {
        let rest = list.filter { !($0.parameter.map(names.contains) ?? false) }
        return rest.isEmpty ? nil : FormProblems(list: rest)
    }
}
