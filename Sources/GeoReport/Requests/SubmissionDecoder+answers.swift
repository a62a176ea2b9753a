import ServiceRequests

extension SubmissionDecoder {
    /// The answers to the service's questions as they are stored; those it refuses become faults, and those to
    /// questions it does not ask are left out, for other systems' clients send fields of their own.
    func answers(
        in form: FormParameters,
        to service: Catalog.Service?,
        _ faults: inout [GeoReportError.Fault]
    ) -> [String: [String]] {
        for name in form.malformedAttributes {
            faults.append(
                .init(.attributeInvalid, "expected attribute[CODE] or attribute[CODE][], found \(Quotation(name))")
            )
        }
        guard let service else { return [:] }
        let (values, problems) = service.answers(from: form.attributes, language: language)
        for problem in problems where problem.isRefusal {
            let code: GeoReportError.Code = problem.kind == .missing ? .attributeMissing : .attributeInvalid
            faults.append(.init(code, "attribute[\(problem.code)]: \(problem.message)"))
        }
        return values
    }
}
