import GeoReport
import Photos

/// A form with its files, as it was sent: what of the files was taken, and what not and why.
struct FormUpload: Sendable {
    /// One file.
    struct File: Sendable {
        /// What the form calls it, and what its sender does.
        let sent: MultipartPiece.File
        /// What became of it; a file that fails harms neither the fields nor the other files.
        let result: Result<DevelopedPhoto, PhotoError>
    }

    /// The fields, in their order.
    let fields: FormParameters
    /// The files, in their order; where none was chosen there is none.
    let files: [File]
}
