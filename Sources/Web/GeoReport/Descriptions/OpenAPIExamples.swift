import Boundaries
import GeoReport
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Examples of a city's own answers, written by what writes the answers.
struct OpenAPIExamples: Sendable {
    /// The first services.
    let services: WireBody
    /// The questions of one that asks some.
    let definition: WireBody
    /// A form that is taken as it is, as an object.
    let submission: WireValue
    let receipt: WireBody
    let requests: WireBody
    let token: WireBody
    /// One update of that request.
    let updates: WireBody
    /// What an empty form is told.
    let refusal: GeoReportError
    /// What an unknown service's code is told.
    let unknownService: GeoReportError
    /// What a wrong query is told.
    let wrongQuery: GeoReportError

    static let id = "6J2K9XQ4M"
    static let updateID = "U4K7XQ2M9J"

    /// Makes them of what a city offers.
    init(of city: City) {
        let catalog = city.catalog
        let language = catalog.jurisdiction.languages.first ?? Vocabulary.first
        let shown = Set(catalog.services.prefix(2).map(\.code))
        services = ServiceListBody.body(catalog, language: language) { shown.contains($0.code) }
        let asking = catalog.services.first { !$0.attributes.isEmpty } ?? catalog.services.first
        definition =
            asking.map { ServiceDefinitionBody.body($0, language: language) } ?? WireBody(.serviceDefinition, .null)
        let form = ExampleForm(city)
        submission = .object(form.parameters.map { .init($0.name, .string($0.value)) })
        let decoder = SubmissionDecoder(catalog: catalog, extent: city.extent, language: language)
        let draft = try? decoder.decode(FormParameters(form.parameters))
        var record = ServiceRequest.Record(
            id: Self.id,
            status: .open,
            serviceCode: draft?.serviceCode ?? "",
            description: draft?.description,
            department: "",
            queue: "",
            serviceNotice: "",
            requestedAt: city.catalogSince,
            updatedAt: city.catalogSince,
            address: draft?.address,
            coordinate: draft?.coordinate
        )
        if let draft, case .routed(let decision) = city.assigner.assign(draft) {
            let words = city.decisionWords(language)
            record.serviceNotice = decision.sentence(catalog: catalog, language: language, words: words)
            (record.department, record.queue) = (decision.department, decision.queue)
        }
        requests = RequestsBody.body([record], catalog: catalog, language: language)
        receipt = ReceiptBody.body(
            .init(
                id: Self.id,
                serviceNotice: record.serviceNotice,
                department: record.department,
                queue: record.queue
            )
        )
        token = TokenBody.body(token: "T\(Self.id)", id: nil)
        updates = UpdatesBody.body([
            RequestUpdate(
                id: Self.updateID,
                requestID: Self.id,
                status: .inProgress,
                at: city.catalogSince,
                description: "Started",
                reference: HistoryWords.shown(Self.id)
            )
        ])
        refusal = Self.fault { () throws(GeoReportError) in _ = try decoder.decode(FormParameters([])) }
        unknownService = GeoReportError(.serviceUnknown, "service_code: expected the code of a service, found another")
        wrongQuery = Self.fault { () throws(GeoReportError) in
            let query = FormParameters([.init(name: "status", value: "lost"), .init(name: "page", value: "0")])
            _ = try QueryDecoder(catalog: catalog).decode(query, now: Date())
        }
    }

    private static func fault(_ wrong: () throws(GeoReportError) -> Void) -> GeoReportError {
        do throws(GeoReportError) {
            try wrong()
        } catch {
            return error
        }
        return GeoReportError(.badRequest, GeoReportError.Code.badRequest.meaning)
    }
}
