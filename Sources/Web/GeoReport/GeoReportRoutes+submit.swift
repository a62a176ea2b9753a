import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// POST requests: decoded whole, routed, stored, and only then answered.
    func submit(_ request: Request, _ context: DispatchContext, as format: Format) async throws -> Response {
        let logger = context.logger
        let form = try await SubmittedForm(request, receiver: receiver, limits: limits)
        let city = try cities.meant(by: form.all)
        let (client, entry) = try await door.client(form.apiKey, in: city, at: endpoint, request, context)
        // Before any work is put into it.
        guard !city.intake.isCrowded else { throw StoreError.crowded }
        let key = try form.key(of: client)
        let language = city.language(asked: request)
        let draft = try Self.draft(of: form.body, in: city, language)
        if endpoint == .test { try await room(in: city, for: client) }
        let media = await develop(form.files, of: draft.serviceCode, in: city, language, logger: logger)
        let words = Vocabulary.words(in: language)
        let asides = (endpoint == .test ? [words("georeport_sandbox")] : []) + media.dropped
        do {
            // What the resident is told is stored as it is said now, so that it is the same however often it is read.
            // Nobody is disturbed by what is only tried out.
            let outcome = try await (endpoint == .test ? SubmissionEntry() : entry).send(draft, to: city) {
                suspicion throws(StoreError) in
                try await city.submit(
                    draft,
                    key: key,
                    // A sandbox has no clients of its own.
                    client: endpoint == .test ? nil : client?.number,
                    suspicion: suspicion,
                    language: language,
                    aside: asides.isEmpty ? nil : asides.joined(separator: " ")
                )
            }
            guard case .stored(let receipt, let isReplay) = outcome else {
                await forget(media, in: city, logger: logger)
                throw Self.refusal(of: outcome, in: city, language)
            }
            await attach(media, to: receipt.id, in: city, logger: logger)
            let body = ReceiptBody.body(receipt, extensions: form.all.wantsExtensions)
            var response = Response.geoReport(body, as: format, in: language)
            if isReplay { response.headers[.idempotentReplayed] = "true" }
            return response
        } catch let error as StoreError {
            await forget(media, in: city, logger: logger)
            throw error
        }
    }

    /// What the decoder makes of a form; throws everything that is wrong with it at once, a place outside the city as well.
    private static func draft(
        of form: FormParameters,
        in city: City,
        _ language: String
    ) throws(GeoReportError) -> ServiceRequest.Draft {
        let decoder = SubmissionDecoder(catalog: city.catalog, extent: city.extent, language: language)
        do throws(GeoReportError) {
            return try decoder.decode(form)
        } catch {
            let point = try? form.coordinate(near: city.extent)
            let service =
                form["service_code"].flatMap { city.catalog.service(named: $0) } ?? city.catalog.services.first
            guard let point, let service,
                case .outside(let area) = city.assigner.assign(
                    .init(serviceCode: service.code, location: .point(point))
                )
            else { throw error }
            let outside = GeoReportError(area, jurisdiction: city.catalog.jurisdiction, language: language)
            throw GeoReportError(error.faults + outside.faults) ?? error
        }
    }

    private static func refusal(
        of outcome: City.SubmissionOutcome,
        in city: City,
        _ language: String
    ) -> any Error {
        switch outcome {
        case .stored: Refusal.internalFault
        case .refused(let assignment):
            GeoReportError(assignment, catalog: city.catalog, language: language)
                ?? GeoReportError(.internalFault, "nobody owns this")
        case .keyUsedOtherwise: Refusal.keyUsedOtherwise
        case .inFlight: Refusal.twinInFlight
        }
    }

    /// Throws where a sandbox has taken as much as it takes a day; the last fifth is for clients with keys.
    private func room(in city: City, for client: Client?) async throws {
        let most = client == nil ? sandbox.perDay - sandbox.perDay / 5 : sandbox.perDay
        let store = Sandbox(pool: city.pools.service, jurisdiction: city.row, rules: sandbox)
        guard try await store.hasTaken(most) else { return }
        throw Refusal(
            .tooManyRequests,
            "sandbox_full",
            "expected at most \(most) requests to the test endpoint in 24 hours, found more; try again later",
            headers: [.retryAfter: "3600"]
        )
    }
}
