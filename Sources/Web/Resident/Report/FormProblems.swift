import GeoReport
import ServiceRequests

/// What is wrong with a report, in a resident's words, each problem at its field.
///
/// Found by the decoder that GeoReport uses; only the words are the page's own.
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

    init(_ error: GeoReportError) {
        list = error.faults.map(Problem.init)
    }

    private init(list: [Problem]) { self.list = list }

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

extension FormProblems.Problem {
    init(_ fault: GeoReportError.Fault) {
        let parameter = fault.code == .locationMissing ? "address_string" : fault.parameter
        self.parameter = parameter
        id =
            switch parameter {
            case let name? where name.hasPrefix("attribute["): "attribute-" + name.dropFirst(10).dropLast()
            case let name?: name.replacing("_", with: "-")
            case nil: "main"
            }
        let words = fault.parameter == nil ? fault.description : fault.words
        message =
            switch (parameter, fault.code) {
            case (_, .locationMissing): "Say where the problem is."
            case ("email", _): "Write an e-mail address like name@example.org, or leave it out."
            case (_, .descriptionTooLong):
                "Shorten what you have written to \(ServiceRequest.maximumDescription) characters."
            case ("lat, long", _), ("lat", _), ("long", _): "This is no place on the map. Choose the place again."
            default:
                words.prefix(1).uppercased() + words.dropFirst() + (words.last.map(".?!".contains) == true ? "" : ".")
            }
    }
}

extension GeoReportError.Fault {
    /// The parameter a fault is about: every description that is about one begins with its name.
    var parameter: String? {
        guard let end = description.firstRange(of: ": ") else { return nil }
        let name = description[..<end.lowerBound]
        let isName = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || "_-[], 0123456789".utf8.contains(byte)
        }
        return isName ? String(name) : nil
    }

    /// What is said about the parameter.
    fileprivate var words: String {
        description.firstRange(of: ": ").map { String(description[$0.upperBound...]) } ?? description
    }
}
