/// How much a `multipart/form-data` body may hold before it is refused; the bytes of its files are counted elsewhere.
struct MultipartLimits: Sendable, Hashable {
    /// The most parts.
    var maximumParts = 60
    /// The most bytes of one part's header.
    var maximumHeader = 8 << 10
    /// The most bytes of all fields together, their names included.
    var maximumFields = 256 << 10
}
