import GeoReport
import ServiceRequests

/// A file of the catalog as it stands in the form that changes it.
struct EditForm: Sendable {
    /// The longest note, in characters.
    static let longestNote = 500

    let path: String
    let text: String
    /// Whether the file is to be taken out.
    let isTakenOut: Bool
    /// The publication its writer looked at.
    let base: Int?
    /// The version of the whole catalog that was checked; nil before.
    let checked: String?
    let note: String
    /// Whether the button was the one that publishes.
    let isPublished: Bool

    /// The form as it was sent; nil where it names no file a catalog may have.
    init?(_ form: FormParameters) {
        guard let path = form["file"], Self.isPath(path) else { return nil }
        self.path = path
        // Not by the subscript, which leaves out blanks at both ends. Browsers end lines as the network does.
        let text = form.parameters.first { $0.name == "text" }?.value ?? ""
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        self.text = lines.isEmpty || lines.hasSuffix("\n") ? lines : lines + "\n"
        isTakenOut = form["out"] != nil && path.hasPrefix("services/")
        base = form["base"].flatMap { Int($0) }
        checked = form["checked"]
        note = form["note"] ?? ""
        isPublished = form["do"] == "publish"
    }

    /// What is wrong with the note; nil for one that can be kept.
    var noteError: String? { Self.problem(note) }

    static func problem(_ note: String) -> String? {
        if note.isEmpty { return "Say in a few words why: the history shows it." }
        return note.count > longestNote ? "Say it in at most \(longestNote) characters." : nil
    }

    /// The files with this one as it stands here.
    func applied(to files: [SourceFile]) -> [SourceFile] {
        let others = files.filter { $0.path != path }
        return isTakenOut ? others : others + [SourceFile(path: path, text: text)]
    }

    /// Whether a catalog may have a file of this name.
    static func isPath(_ path: String) -> Bool {
        path == "jurisdiction.yml" || path == "departments.yml"
            || path.wholeMatch(of: /services\/[a-z0-9][a-z0-9_-]{0,59}\.yml/) != nil
    }

    /// Where a file is edited.
    static func address(of path: String) -> String {
        "\(CatalogRoutes.path)/edit?file=\(FormParameters.encoded(path))"
    }
}
