import GeoReport
import ServiceRequests

/// Says GeoReport's faults in a resident's words: by what kind they are and which field they are about.
struct FaultWords: Sendable {
    private let words: Words
    private let language: String
    private let service: Catalog.Service?
    /// What is the matter with answers, by question.
    private let kinds: [String: AnswerProblem.Kind]

    init(_ report: ReportForm, _ visit: PageVisit) {
        words = visit.words
        language = visit.language
        service = report["service_code"].flatMap { visit.city.catalog.service(named: $0) }
        let problems = service?.answers(from: report.parameters.attributes).problems.filter(\.isRefusal) ?? []
        kinds = Dictionary(problems.map { ($0.code, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the resident reads.
    func message(_ fault: GeoReportError.Fault) -> String {
        if let code = fault.question { return answer(to: code) ?? words("form_other") }
        switch (fault.code, fault.field) {
        case (.locationMissing, _): return words("form_no_location")
        case (.coordinateIncomplete, _), (.coordinateInvalid, _): return words("form_no_place")
        case (.descriptionTooLong, _): return tooLong(ServiceRequest.maximumDescription)
        case (_, "email"): return words("form_email")
        case (_, "address_string"): return tooLong(ServiceRequest.maximumAddress)
        case (_, "phone"): return words("form_phone")
        case (_, "first_name"), (_, "last_name"): return words("form_one_line")
        default: return words("form_other")
        }
    }

    private func tooLong(_ most: Int) -> String { words("form_too_long", ["count": String(most)]) }

    private func answer(to code: String) -> String? {
        guard let question = service?.attributes.first(where: { $0.code == code }), let kind = kinds[code] else {
            return nil
        }
        let values = ["question": question.name.text(in: language), "count": String(Catalog.Attribute.maximumAnswer)]
        return switch kind {
        case .missing: words("form_answer_missing", values)
        case .notInList: words("form_answer_not_offered", values)
        case .wrongDatatype where question.datatype == .datetime: words("form_answer_no_date", values)
        case .wrongDatatype: words("form_answer_no_number", values)
        case .tooMany: words("form_answer_too_many", values)
        case .notStorable: words("form_answer_too_long", values)
        case .unknownQuestion, .notAsked: nil
        }
    }
}

extension GeoReportError.Fault {
    /// The field of the page that a fault is about; nil where it is about none.
    var field: String? { code == .locationMissing ? "address_string" : parameter }

    /// The code of the question that a fault is about; nil where it is about none.
    fileprivate var question: String? {
        guard let parameter, parameter.hasPrefix("attribute["), parameter.hasSuffix("]") else { return nil }
        return String(parameter.dropFirst("attribute[".count).dropLast())
    }

    /// The parameter a fault is about: every description that is about one begins with its name.
    private var parameter: String? {
        guard let end = description.firstRange(of: ": ") else { return nil }
        let name = description[..<end.lowerBound]
        let isName = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || "_-[], 0123456789".utf8.contains(byte)
        }
        return isName ? String(name) : nil
    }
}
