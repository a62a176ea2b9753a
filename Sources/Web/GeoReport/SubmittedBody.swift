import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Photos

/// The body of a submission in any of the ways that clients write it, still to be read.
///
/// A URL-encoded form, as the specification has it, or `multipart/form-data`; photos as the files of that, whatever their
/// fields are called, or as base64 in `media`. Fields have the limits of any form; photos their own.
struct SubmittedBody: Sendable {
    /// The fields that have a photo as base64.
    static let encodedPhotos: Set<String> = ["media", "media[]"]

    private enum Kind {
        case encoded
        case multipart(MultipartBoundary)
    }

    private let request: Request
    private let limits: WebLimits
    private let kind: Kind
    private var receiver: FileReceiver

    /// Looks at what the body says it is; throws where it is no form.
    init(_ request: Request, receiver: FileReceiver, limits: WebLimits) throws {
        self.request = request
        self.receiver = receiver
        self.limits = limits
        let type = request.headers[.contentType]
        if Self.isEncoded(type) {
            kind = .encoded
        } else if type?.lowercased().hasPrefix("multipart/form-data") == true {
            // A refusal, which closes the connection: nobody has read the body.
            guard let boundary = type.flatMap({ MultipartBoundary(contentType: $0) }) else {
                throw Refusal.unreadableBody("a Content-Type of multipart/form-data that names its boundary")
            }
            kind = .multipart(boundary)
        } else {
            throw GeoReportError(
                .unsupportedMediaType,
                "Content-Type: expected application/x-www-form-urlencoded in UTF-8, or multipart/form-data with photos, "
                    + "found another; GeoReport v2 takes no JSON and no XML"
            )
        }
    }

    /// Whether it is a URL-encoded form.
    ///
    /// Some clients write no type at all, and nearly every one that does leaves out the
    /// character set; bytes that are no UTF-8 are noticed whatever it says.
    static func isEncoded(_ type: String?) -> Bool {
        guard let type, type != "application/x-www-form-urlencoded" else { return true }
        let parts = type.lowercased().split(separator: ";").map { $0.filter { !$0.isWhitespace && $0 != "\"" } }
        let charsets: Set = ["charset=utf-8", "charset=utf8", "charset=us-ascii", "charset="]
        return parts.first == "application/x-www-form-urlencoded"
            && parts.dropFirst().allSatisfy { !$0.hasPrefix("charset=") || charsets.contains($0) }
    }

    /// Reads it to its end: the parameters, and the photos as far as they came in whole.
    consuming func read() async throws -> (FormParameters, [ReceivedFile]) {
        switch kind {
        case .multipart(let boundary): try await multipart(boundary)
        case .encoded where StreamedPaths.isStreamed(request): try await streamed()
        case .encoded:
            // BodyLimit has read it and knows its limit.
            try await whole(
                FormParameters(decoding: request.body.collect(upTo: .max).readableBytesView)
            )
        }
    }

    private consuming func multipart(
        _ boundary: MultipartBoundary
    ) async throws -> (FormParameters, [ReceivedFile]) {
        var reader = FormUploadReader(
            boundary,
            limits: MultipartLimits(maximumParts: FormLimits().maximumCount, maximumFields: limits.maximumBody),
            receiver: receiver,
            // `media`, `media[]`, `photo1`, `file_7`: what else would a file of a report be?
            use: { _ in .photo }
        )
        for try await part in request.body { try await reader.take(part.readableBytesView) }
        let fields: FormParameters
        (fields, receiver) = try reader.received()
        return try await whole(fields)
    }

    private consuming func streamed() async throws -> (FormParameters, [ReceivedFile]) {
        var reader = EncodedUploadReader(receiver, maximumFields: limits.maximumBody)
        for try await part in request.body { try await reader.take(part.readableBytesView) }
        let bytes: [UInt8]
        (bytes, receiver) = await reader.finish()
        return try await whole(FormParameters(decoding: bytes))
    }

    /// Takes the photos out of fields.
    private consuming func whole(_ fields: FormParameters) async throws -> (FormParameters, [ReceivedFile]) {
        guard fields.parameters.contains(where: { Self.encodedPhotos.contains($0.name) }) else {
            return (fields, receiver.files)
        }
        var others: [FormParameters.Parameter] = []
        for parameter in fields.parameters {
            guard Self.encodedPhotos.contains(parameter.name) else {
                others.append(parameter)
                continue
            }
            let start = parameter.value.prefix(8).lowercased()
            if start.hasPrefix("http://") || start.hasPrefix("https://") {
                // Some clients write links there, too.
                others.append(FormParameters.Parameter(name: "media_url", value: parameter.value))
            } else if parameter.value.contains(where: { !$0.isWhitespace }) {
                await receiver.take(parameter.value, of: parameter.name)
            }
        }
        return (FormParameters(others), receiver.files)
    }
}

extension FileReceiver {
    /// Takes a photo that is written as base64.
    fileprivate mutating func take(_ value: String, of field: String) async {
        var text = Base64Text()
        await begin(MultipartPiece.File(field: field, title: ""), as: .photo)
        await write(text.take(value.utf8))
        if let error = text.finish() { fail(error) }
        end()
    }
}
