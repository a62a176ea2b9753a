import Photos

/// The form that adds photos of the work to an item.
struct PhotoForm: Sendable {
    let hint: String
    let error: String?

    init(_ room: PhotoRoom, problems: [String]) {
        hint =
            "JPEG, PNG or WebP, up to \(2 * room.maximum) for an item, at most \(room.limits.maximumBytes >> 20) MB each."
            + " The resident sees them on the page of the report; of what the camera wrote into them nothing is kept."
        error = problems.isEmpty ? nil : problems.joined(separator: " ")
    }
}
