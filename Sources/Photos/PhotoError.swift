/// Why a photo or document was not taken.
///
/// One that fails is dropped and said so; what it came with stays. `description` can be shown to anyone,
/// `debugDescription` has what programs and the system said and is for logs.
public enum PhotoError: Error, Sendable, Hashable {
    /// The file has no bytes.
    case empty
    /// The file has more bytes than the limit.
    case tooLarge(limit: Int)
    /// The form has more files than are taken.
    case tooMany(limit: Int)
    /// The file is not of a kind that can be sent as this.
    case kind(PhotoKind, as: PhotoUse)
    /// The picture has more pixels than the limit, or a longer side.
    case tooManyPixels(PictureSize, limits: PhotoLimits)
    /// The file is damaged or ends too early; what was expected and what was found.
    case broken(String)
    /// Drawing the picture took more than a limit allows; which one.
    case exhausting(String)
    /// Too many other photos wait to be drawn.
    case busy
    /// Whoever sent it, or the server, stopped before it was done.
    case interrupted
    /// The program that draws pictures is not installed or does not start.
    case programUnusable(String)
    /// The folder of photos cannot be read or written.
    case folder(String)

    /// Whether the same file may be taken when it is sent again later: the fault was not the file's.
    public var isTransient: Bool {
        switch self {
        case .busy, .interrupted, .programUnusable, .folder: true
        case .empty, .tooLarge, .tooMany, .kind, .tooManyPixels, .broken, .exhausting: false
        }
    }
}

extension PhotoError: CustomStringConvertible, CustomDebugStringConvertible {
    /// What was expected and what was found, without paths and programs' own words.
    public var description: String {
        switch self {
        case .empty:
            "expected a file, found one of 0 bytes"
        case .tooLarge(let limit):
            "expected at most \(limit >> 20) MiB, found more"
        case .tooMany(let limit):
            "expected at most \(limit) files, found more"
        case .kind(let found, let use):
            "expected \(use.expectation), found \(found.words)"
        case .tooManyPixels(let size, let limits):
            "expected at most \(limits.maximumPixels / 1_000_000) megapixels and no side above "
                + "\(limits.maximumSide) pixels, found \(size) pixels"
        case .broken:
            "expected a whole picture or document, found a damaged one"
        case .exhausting:
            "expected a picture that can be drawn with the means there are for one, found one that needs more"
        case .busy:
            "expected a free place to draw the picture in, found all of them taken; try again in a minute"
        case .interrupted:
            "expected the whole file, found that its sending was stopped"
        case .programUnusable:
            "expected to draw the picture, found that photos cannot be taken at the moment"
        case .folder:
            "expected to store the file, found that photos cannot be taken at the moment"
        }
    }

    /// Everything that is known; for logs.
    public var debugDescription: String {
        switch self {
        case .broken(let detail), .exhausting(let detail), .programUnusable(let detail), .folder(let detail):
            "\(description) (\(detail))"
        case .empty, .tooLarge, .tooMany, .kind, .tooManyPixels, .busy, .interrupted:
            description
        }
    }
}
