import GeoReport
import Hummingbird

/// One question to GeoReport, with the city it is meant for.
struct GeoReportCall: Sendable {
    /// The city as it is now; nothing of it outlives the call.
    let city: City
    /// The query's parameters.
    let parameters: FormParameters
    /// The language of what people read in the answer: names, and the words to the resident.
    let language: String
    let request: Request
    let context: DispatchContext
}
