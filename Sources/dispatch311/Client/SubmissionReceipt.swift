/// The part of a GeoReport receipt this program reads.
struct SubmissionReceipt: Decodable, Sendable, Hashable {
    /// What `extensions=true` adds.
    struct Extended: Decodable, Sendable, Hashable {
        /// The department's code.
        let department: String
        /// The first leg's queue.
        let queue: String
    }

    private enum CodingKeys: String, CodingKey {
        case id = "service_request_id"
        case notice = "service_notice"
        case extended = "extended_attributes"
    }

    /// The public id; nil where it is not out yet, or never will be.
    let id: String?
    /// Where it went and why.
    let notice: String?
    /// Department and queue.
    let extended: Extended?
}
