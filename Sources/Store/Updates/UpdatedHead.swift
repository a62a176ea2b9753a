/// What there is to know of a request that something happened to, beside its history.
struct UpdatedHead: Sendable, Hashable {
    let number: Int64
    let isDescribed: Bool
    let client: Int32?
    let clientReference: String?
}
