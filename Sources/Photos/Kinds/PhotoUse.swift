/// What a resident or a department sends a file as.
public enum PhotoUse: String, Sendable, Hashable, CaseIterable {
    /// A picture: it is drawn anew, and what is kept is never what was sent.
    case photo
    /// A PDF: it is kept as it was sent, for staff only, and never shown by a page.
    case document

    /// Whether a file of a kind may be sent as this.
    public func takes(_ kind: PhotoKind) -> Bool {
        switch self {
        case .photo: kind.isPhoto
        case .document: kind == .pdf
        }
    }

    /// What is expected, in a sentence.
    var expectation: String {
        switch self {
        case .photo: "a JPEG, PNG or WebP picture"
        case .document: "a PDF document"
        }
    }
}
