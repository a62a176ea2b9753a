import GeoReport
import HTTPTypes
import Photos

/// Reads a URL-encoded form with photos as base64 from chunks, as they come: the photos go to their folder, the other
/// fields are held.
///
/// Such a form is a third larger than its photos and more: none is ever held whole.
struct EncodedUploadReader: Sendable {
    private enum Place: Sendable {
        /// In a name, which begins at an index of `fields`.
        case name(Int)
        /// In a value that is held.
        case value
        /// In a photo.
        case photo
    }

    /// The names of photos as they may be written.
    private static let names: Set<[UInt8]> = Set(
        SubmittedBody.encodedPhotos.flatMap { name in
            [name, name.replacing("[]", with: "%5B%5D"), name.replacing("[]", with: "%5b%5d")].map { Array($0.utf8) }
        }
    )

    private let maximumFields: Int
    private let maximumPhotos: Int
    private var photos = 0
    private var receiver: FileReceiver
    private var fields: [UInt8] = []
    private var place = Place.name(0)
    private var text = Base64Text()
    /// What has come of a percent sign and its two digits.
    private var escape: [UInt8] = []

    /// Takes fields of so many bytes together and so many photos, whole or broken, into a receiver.
    init(_ receiver: FileReceiver, maximumFields: Int, maximumPhotos: Int = FormLimits().maximumCount) {
        self.receiver = receiver
        self.maximumPhotos = maximumPhotos
        self.maximumFields = maximumFields
    }

    /// Takes the next bytes of the body; throws where what is held gets too large.
    mutating func take(_ bytes: some Sequence<UInt8>) async throws(Refusal) {
        var photo: [UInt8] = []
        for byte in bytes {
            switch (place, byte) {
            case (.photo, UInt8(ascii: "&")):
                await end(&photo)
            case (.photo, _):
                decode(byte, &photo)
            case (_, UInt8(ascii: "&")):
                fields.append(byte)
                place = .name(fields.count)
            case (.name(let start), UInt8(ascii: "=")):
                let name = Array(fields[start...])
                if Self.names.contains(name) {
                    fields.removeLast(name.count)
                    place = .photo
                    text = Base64Text()
                    photos += 1
                    guard photos <= maximumPhotos else { throw .tooManyPhotos(maximumPhotos) }
                    await receiver.begin(MultipartPiece.File(field: "media", title: ""), as: .photo)
                } else {
                    fields.append(byte)
                    place = .value
                }
            default:
                fields.append(byte)
            }
        }
        if case .photo = place { await receiver.write(text.take(photo)) }
        guard fields.count <= maximumFields else { throw .tooLarge(maximum: maximumFields) }
    }

    /// Says that the body has ended: the fields that are held, and who has the photos.
    mutating func finish() async -> ([UInt8], FileReceiver) {
        var photo: [UInt8] = []
        if case .photo = place { await end(&photo) }
        return (fields, receiver)
    }

    private mutating func end(_ photo: inout [UInt8]) async {
        await receiver.write(text.take(photo))
        photo = []
        if !escape.isEmpty { _ = text.take(escape) }
        escape = []
        if let error = text.finish() { receiver.fail(error) }
        receiver.end()
        place = .name(fields.count)
    }

    /// Takes a byte of a photo, which may be percent-encoded.
    private mutating func decode(_ byte: UInt8, _ photo: inout [UInt8]) {
        guard byte == UInt8(ascii: "%") || !escape.isEmpty else {
            photo.append(byte)
            return
        }
        escape.append(byte)
        guard escape.count == 3 else { return }
        let digits = String(decoding: escape.dropFirst(), as: UTF8.self)
        // What is no escape is no base64 either, and is noticed there.
        photo.append(digits.allSatisfy(\.isHexDigit) ? UInt8(digits, radix: 16) ?? escape[0] : escape[0])
        escape = []
    }
}

extension Refusal {
    fileprivate static func tooManyPhotos(_ most: Int) -> Refusal {
        Refusal(
            .contentTooLarge,
            "too_large",
            "media: expected at most \(most) photos in one form, found more",
            closesConnection: true
        )
    }
}
