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
        let draft = try SubmissionDecoder(catalog: city.catalog, extent: city.extent).decode(form.body)
        switch try await city.submit(draft, key: key) {
        case .stored(let receipt, let isReplay):
            let body = ReceiptBody.body(receipt, extensions: form.all.wantsExtensions)
            var response = Response.geoReport(body, as: format)
            if isReplay { response.headers[.idempotentReplayed] = "true" }
            return response
        case .refused(let assignment):
            throw GeoReportError(assignment, catalog: city.catalog)
                ?? GeoReportError(.internalFault, "nobody owns this")
        case .keyUsedOtherwise:
            throw Refusal.keyUsedOtherwise
        case .inFlight:
            throw Refusal.twinInFlight
        }
    }
}
