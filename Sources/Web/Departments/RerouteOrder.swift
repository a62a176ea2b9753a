import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is corrected of a request, and why.
struct RerouteOrder: DecodableWithConfiguration, Sendable {
    let changes: SubjectChanges
    let reason: String
    let worker: String?

    init(from decoder: any Decoder, configuration faults: FaultLog) {
        let fields = BodyFields(
            decoder,
            names: ["service_code", "lat", "long", "address_string", "attributes", "reason", "worker"],
            faults: faults
        )
        changes = SubjectChanges(
            serviceCode: fields.text("service_code", maximum: 100, isOneLine: true),
            coordinate: fields.point,
            address: fields.text("address_string", maximum: ServiceRequest.maximumAddress, isOneLine: true),
            answers: fields.answers("attributes")
        )
        reason = fields.reason("why it goes elsewhere, which the resident reads")
        worker = fields.worker
    }
}
