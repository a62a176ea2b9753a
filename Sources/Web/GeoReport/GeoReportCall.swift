import GeoReport
import Hummingbird

/// One question to GeoReport, with the city it is meant for.
struct GeoReportCall: Sendable {
    /// The city as it is now; nothing of it outlives the call.
    let city: City
    /// The query's parameters.
    let parameters: FormParameters
    let request: Request
    let context: DispatchContext
}
