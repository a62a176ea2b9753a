import Postgres
import ServiceRequests

extension Follower {
    /// The columns of `follower f` that `init(_:in:)` reads.
    static let columns: SQL = """
        f.follower, f.email, f.language, f.number AS followed, f.layer, f.boundary, f.service_code, f.sees_all,
               f.confirmed_at IS NOT NULL AS is_confirmed
        """

    @inline(never)
    init(_ row: borrowing Row, in jurisdiction: JurisdictionRow) throws(PostgresError) {
        let bytes = try row.decode("follower", as: [UInt8].self)
        guard let key = FollowerKey(bytes: bytes) else {
            throw PostgresError(.decoding, detail: "expected a follower of 128 bits, found \(bytes.count) bytes")
        }
        let number = try row.decode("followed", as: Int64?.self)
        let layer = try row.decode("layer", as: String?.self)
        let boundary = try row.decode("boundary", as: String?.self)
        let serviceCode = try row.decode("service_code", as: String?.self)
        let subject: FollowSubject
        if let number, let id = jurisdiction.cipher.id(for: number) {
            subject = .request(id.text)
        } else if let layer, let boundary {
            subject = .place(PlaceName(layer: layer, boundary: boundary), serviceCode: serviceCode)
        } else {
            throw PostgresError(.decoding, detail: "expected a follower of a request or a place, found neither")
        }
        self.init(
            key: key,
            email: try row.decode("email", as: String.self),
            language: try row.decode("language", as: String.self),
            subject: subject,
            seesAll: try row.decode("sees_all", as: Bool.self),
            isConfirmed: try row.decode("is_confirmed", as: Bool.self)
        )
    }
}
