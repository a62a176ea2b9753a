import GeoReport
import ServiceRequests

/// What a page of a report says of what is typed in it, as its address has it: `review=1` everything that is wrong,
/// `review=files` only which files were not taken, `new=CODE,CODE` which questions came up because of others' answers.
///
/// Forms with mistakes are answered with the address of their page, so that going back and reloading just open it. The
/// mistakes are found anew in what the draft keeps; the mark for telling them is in the address alone, so they are told for as
/// long as the page is reloaded, and not to somebody who comes to it by another link.
struct Review: Sendable, Hashable {
    /// What is told.
    enum Scope: String, Sendable {
        case mistakes = "1"
        case files
    }

    /// Nil where nothing is.
    var scope: Scope?
    /// The codes of questions that have not been on the page before, in order.
    var new: [String]

    init(_ scope: Scope?, new: some Sequence<String> = []) {
        self.scope = scope
        self.new = new.sorted()
    }

    /// Reads an address's query.
    init(_ query: FormParameters) {
        self.init(
            query["review"].flatMap { Scope(rawValue: $0) },
            new: (query["new"] ?? "").split(separator: ",").map(String.init)
        )
    }

    var parameters: [FormParameters.Parameter] {
        [("review", scope?.rawValue), ("new", new.isEmpty ? nil : new.joined(separator: ","))]
            .compactMap { name, value in value.map { FormParameters.Parameter(name: name, value: $0) } }
    }

    /// The new questions that a service asks and nobody has answered yet.
    func unanswered(of service: Catalog.Service, in report: ReportForm) -> Set<String> {
        let answers = report.parameters.attributes
        let asked = service.questions(after: service.answers(from: answers).values).map(\.code)
        return Set(asked.filter { code in new.contains(code) && answers[code] == nil })
    }
}
