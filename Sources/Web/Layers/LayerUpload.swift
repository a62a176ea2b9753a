import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore

/// A form with the file of a layer, read as it comes and held in memory: larger ones than `most` are refused.
struct LayerUpload: Sendable {
    /// The most bytes of the file.
    static let most = 32 << 20

    let fields: FormParameters
    /// The file's name, as its sender calls it.
    let title: String?
    /// The file; nil where none was chosen.
    let data: Data?

    /// Reads the form a page's POST carries, which must come from a page of ours.
    init(_ request: Request) async throws {
        try SameOrigin.check(request)
        guard let boundary = MultipartBoundary(contentType: request.headers[.contentType] ?? "") else {
            throw Refusal(
                .unsupportedMediaType,
                "unsupported_media_type",
                "expected a form with a file (multipart/form-data), found another kind of body"
            )
        }
        var reader = MultipartReader(boundary)
        var fields: [FormParameters.Parameter] = []
        var (title, data, isWanted): (String?, Data?, Bool) = (nil, nil, false)
        for try await part in request.body {
            for piece in try reader.take(part.readableBytesView) {
                switch piece {
                case .field(let field): fields.append(field)
                case .file(let file):
                    isWanted = file.field == "file" && data == nil
                    if isWanted { (title, data) = (file.title.isEmpty ? nil : file.title, Data()) }
                case .bytes(let bytes):
                    guard isWanted else { continue }
                    guard (data?.count ?? 0) + bytes.count <= Self.most else {
                        throw Refusal.tooLarge(maximum: Self.most)
                    }
                    data?.append(contentsOf: bytes)
                case .fileEnd: isWanted = false
                }
            }
        }
        try reader.finish()
        self.fields = FormParameters(fields)
        self.title = title
        self.data = data
    }
}
