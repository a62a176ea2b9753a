import Photos

/// Says in a resident's words why a file was not taken.
struct PhotoWords: Sendable {
    let words: Words

    /// The sentence about a file: which one, and why.
    func sentence(_ title: String, _ use: PhotoUse, _ error: PhotoError) -> String {
        let name =
            !title.isEmpty
            ? "“\(title)”" : use == .photo ? words("photo_nameless") : words("photo_document_nameless")
        return words("photo_dropped", ["name": name, "why": why(error)])
    }

    /// The same for one that the service does not ask for.
    func unwanted(_ title: String) -> String {
        words("photo_dropped", ["name": "“\(title)”", "why": words("photo_unwanted")])
    }

    private func why(_ error: PhotoError) -> String {
        switch error {
        case .empty: return words("photo_empty")
        case .tooLarge(let limit): return words("photo_too_large", ["megabytes": String(limit >> 20)])
        case .tooMany(let limit): return words("photo_too_many", ["limit": String(limit)])
        case .kind(let found, as: .photo):
            return switch found {
            case .heif: words("photo_kind_heif")
            case .pdf: words("photo_kind_pdf")
            case .jpeg, .png, .webp, .gif, .tiff, .bmp, .zip, .markup, .unknown: words("photo_kind")
            }
        case .kind(_, as: .document): return words("photo_document_kind")
        case .tooManyPixels: return words("photo_too_many_pixels")
        case .broken: return words("photo_broken")
        case .exhausting: return words("photo_exhausting")
        case .busy: return words("photo_busy")
        case .interrupted: return words("photo_interrupted")
        case .programUnusable, .folder: return words("photo_not_now")
        }
    }
}
