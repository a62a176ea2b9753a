import GeoReport
import ServiceRequests

extension OpenAPISubmission {
    /// A field of the form that is one value.
    struct Field: Sendable {
        let name: String
        let shape: Shape
        let meaning: String

        init(_ name: String, _ shape: Shape, _ meaning: String) {
            self.name = name
            self.shape = shape
            self.meaning = meaning
        }
    }

    static let fields: [Field] = {
        let line = Shape.text(atMost: SubmissionDecoder.longestName)
        return [
            Field("service_code", .text(), "A code that GET services lists, or another system's name for it."),
            Field("lat", .number(-90...90), "The latitude of the place; together with `long`."),
            Field("long", .number(-180...180), "The longitude of the place; together with `lat`."),
            Field("accuracy", .number(0...100_000), "To how many metres the point is known."),
            Field("address_string", .text(atMost: ServiceRequest.maximumAddress), "The place in words."),
            Field("address_id", line, "The city's own id of the address."),
            Field("description", .text(atMost: ServiceRequest.maximumDescription), "What is wrong, in plain text."),
            Field("email", .text(atMost: SubmissionDecoder.longestEmail), "Where to write to; never public."),
            Field("first_name", line, "Never public."),
            Field("last_name", line, "Never public."),
            Field("phone", line, "Never public."),
            Field("device_id", line, "The client's own name of the device."),
            Field("account_id", line, "The client's own name of the account; the receipt repeats it."),
            Field("api_key", .text(), "Tells clients apart that repeat a submission."),
            Field("extensions", .bool, "With `true` the receipt has what goes beyond the specification."),
        ]
    }()
}
