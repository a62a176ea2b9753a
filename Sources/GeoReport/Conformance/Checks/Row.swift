#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A service request of a list, as far as the checks need it.
struct Row {
    let value: ReadValue
    /// Where in its list it is.
    let path: String
    let id: String?
    let code: String?
    let status: String?
    let requested: Date?
    let updated: String?

    init(_ value: ReadValue, at path: String) {
        self.value = value
        self.path = path
        id = value["service_request_id"]?.word
        code = value["service_code"]?.word
        status = value["status"]?.word?.lowercased()
        requested = value["requested_datetime"]?.word.flatMap { ReadDate($0).instant }
        updated = value["updated_datetime"]?.word
    }
}

extension Sheet {
    /// The service requests of a list.
    var rows: [Row] { records.enumerated().map { Row($1, at: "[\($0)]") } }
}

extension Inspection {
    /// The list of service requests as it is without any parameter.
    func listing(_ format: Format) async -> Sheet { await get("requests", .requests, format) }

    /// Why nothing can be said of filters and windows; nil where there are lists.
    ///
    /// That there are none is R3a's to say.
    func listObstacle(_ format: Format) async -> String? {
        await listing(format).status == 200 ? nil : "service requests are not listed (R3a)"
    }

    /// The list of service requests with parameters.
    func requests(_ format: Format, _ query: KeyValuePairs<String, String>) async -> Sheet {
        await get("requests", .requests, format, query.map { Exchange.Field($0.key, $0.value) })
    }

    /// Says of several requirements why they could not be looked at.
    func skip(_ ids: [String], _ format: Format?, _ reason: String) {
        for id in ids { skip(id, format, reason) }
    }
}
