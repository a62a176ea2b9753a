import GeoReport
import Photos

/// Reads a form with files from chunks, as they come; files go to the folder of photos while they are checked.
///
/// Files are developed one after the other when the form is whole, so that one form takes one place of the studio and a
/// broken form leaves nothing.
struct FormUploadReader: Sendable {
    /// What the file of a field is sent as; nil for fields whose files are not looked at.
    let use: @Sendable (_ field: String) -> PhotoUse?

    private var reader: MultipartReader
    private var receiver: FileReceiver
    private var fields: [FormParameters.Parameter] = []

    init(
        _ boundary: MultipartBoundary,
        limits: MultipartLimits = MultipartLimits(),
        receiver: FileReceiver,
        use: @escaping @Sendable (_ field: String) -> PhotoUse?
    ) {
        self.use = use
        reader = MultipartReader(boundary, limits: limits)
        self.receiver = receiver
    }

    /// Reads the files of these fields, and no others.
    init(
        _ boundary: MultipartBoundary,
        uses: [String: PhotoUse],
        maximumFiles: Int,
        jurisdiction: String,
        room: PhotoRoom?
    ) {
        let receiver = FileReceiver(maximumFiles: maximumFiles, jurisdiction: jurisdiction, room: room)
        self.init(boundary, receiver: receiver) { uses[$0] }
    }

    /// Takes the next bytes of the body.
    mutating func take(_ bytes: some Sequence<UInt8>) async throws(Refusal) {
        for piece in try reader.take(bytes) {
            switch piece {
            case .field(let field): fields.append(field)
            case .file(let sent): if let use = use(sent.field) { await receiver.begin(sent, as: use) }
            case .bytes(let bytes): await receiver.write(bytes)
            case .fileEnd: receiver.end()
            }
        }
    }

    /// Says that the body has ended; the files, which the receiver has, are still to be developed.
    func received() throws(Refusal) -> (fields: FormParameters, receiver: FileReceiver) {
        try reader.finish()
        return (FormParameters(fields), receiver)
    }

    /// Says that the body has ended, and develops the files.
    func finish() async throws(Refusal) -> FormUpload {
        let (fields, receiver) = try received()
        var done: [FormUpload.File] = []
        for file in receiver.files { done.append(await file.develop(in: receiver.room)) }
        return FormUpload(fields: fields, files: done)
    }
}
