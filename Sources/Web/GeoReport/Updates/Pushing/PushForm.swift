import GeoReport
import Store

/// An update as another system is sent it.
struct PushForm {
    /// The form, URL-encoded.
    let encoded: String

    /// Writes the form of an update.
    init(_ update: RequestUpdate, to push: ClientPush) {
        let fields: [(name: String, value: String?)] = [
            ("jurisdiction_id", push.jurisdictionID), ("api_key", push.key), ("service_request_id", update.requestID),
            ("update_id", update.id), ("status", update.status.capitals),
            ("updated_datetime", GeoReportDate.format(update.at)), ("description", update.description),
            ("external_status_code", update.outcome), ("customer_reference", update.reference),
            ("fixmystreet_id", update.clientReference),
        ]
        let known = fields.compactMap { field in
            field.value.map { FormParameters.Parameter(name: field.name, value: $0) }
        }
        let pictures = update.mediaURLs.map { FormParameters.Parameter(name: "media_url", value: $0) }
        encoded = FormParameters(known + pictures).encoded
    }
}
