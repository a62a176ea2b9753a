/// The part of a GeoReport service request the demo shows.
struct ResidentView: Decodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case status
        case id = "service_request_id"
        case statusNotes = "status_notes"
        case serviceName = "service_name"
        case agency = "agency_responsible"
        case notice = "service_notice"
        case requestedAt = "requested_datetime"
        case updatedAt = "updated_datetime"
    }

    /// The public id.
    let id: String
    /// `open` or `closed`.
    let status: String
    /// What the department said.
    let statusNotes: String?
    /// The service's name.
    let serviceName: String?
    /// The department's name.
    let agency: String?
    /// Where it went and why.
    let notice: String?
    /// When it was submitted.
    let requestedAt: String?
    /// When anything last changed.
    let updatedAt: String?
}
