import GeoReport

/// What a `multipart/form-data` body consists of, in its order.
enum MultipartPiece: Sendable, Hashable {
    /// What a file's header says; none of it is to be believed.
    struct File: Sendable, Hashable {
        /// The form's name for it.
        let field: String
        /// The last part of what its sender calls it, without controls, at most 120 characters; empty where no file was
        /// chosen.
        let title: String
    }

    /// A whole field.
    case field(FormParameters.Parameter)
    /// A file begins; its bytes follow.
    case file(File)
    /// The next bytes of the file.
    case bytes([UInt8])
    /// The file is whole.
    case fileEnd
}
