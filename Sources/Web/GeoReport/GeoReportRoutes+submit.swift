import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// POST requests: decoded whole, routed, stored, and only then answered.
    func submit(_ request: Request, as format: Format) async throws -> Response {
        let form = try await SubmittedForm(request)
        let city = try cities.meant(by: form.all)
        // Before any work is put into it.
        guard !city.intake.isCrowded else { throw StoreError.crowded }
        let key = try form.key()
        let language = city.language(asked: request)
        let decoder = SubmissionDecoder(catalog: city.catalog, extent: city.extent, language: language)
        let draft = try decoder.decode(form.body)
        // What the resident is told is stored as it is said now, so that it is the same however often it is read.
        switch try await city.submit(draft, key: key, language: language) {
        case .stored(let receipt, let isReplay):
            let body = ReceiptBody.body(receipt, extensions: form.all.wantsExtensions)
            var response = Response.geoReport(body, as: format, in: language)
            if isReplay { response.headers[.idempotentReplayed] = "true" }
            return response
        case .refused(let assignment):
            throw GeoReportError(assignment, catalog: city.catalog, language: language)
                ?? GeoReportError(.internalFault, "nobody owns this")
        case .keyUsedOtherwise:
            throw Refusal.keyUsedOtherwise
        case .inFlight:
            throw Refusal.twinInFlight
        }
    }
}
