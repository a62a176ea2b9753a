import GeoReport
import ServiceRequests
import Store

/// What `catalog-file.mustache` shows: a file of the catalog as it was published, line by line.
struct FileView: Sendable {
    /// A line with its number, which its address ends in.
    struct Line: Sendable {
        let number: Int
        let text: String
    }

    /// A time in which a version of the catalog was in force.
    struct Version: Sendable {
        let address: String
        let version: String
        let words: String
        let isShown: Bool
    }

    let menu: PublishingMenu
    let path: String
    let version: String
    let isInForce: Bool
    let lines: [Line]
    let versions: [Version]
    let edit: String?

    init(_ file: SourceFile, version: String, spans: [VersionInForce], _ visit: StaffVisit) {
        let words = StaffWords(visit)
        menu = PublishingMenu(visit)
        path = file.path
        self.version = version
        isInForce = version == visit.city.publication.catalog
        lines = Self.lines(file.text)
        versions = spans.map { span in
            let since = words.time.moment(span.publication.publishedAt, now: words.now)
            return Version(
                address: "\(Self.address(of: file.path))?version=\(FormParameters.encoded(span.version))",
                version: span.version,
                words: "from \(since), by \(span.publication.actor)",
                isShown: span.version == version
            )
        }
        edit = visit.may(.publish) && isInForce ? EditForm.address(of: file.path) : nil
    }

    /// A text line by line.
    static func lines(_ text: String) -> [Line] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.enumerated().map { Line(number: $0.offset + 1, text: String($0.element)) }
    }

    /// The page of a file of the version in force.
    static func address(of path: String) -> String {
        let parts = path.split(separator: "/").map { FormParameters.encoded(String($0)) }
        return "\(CatalogRoutes.path)/files/\(parts.joined(separator: "/"))"
    }

    /// The place of a line there.
    static func address(_ file: String, _ line: Int) -> String? {
        file.hasSuffix(".yml") ? "\(address(of: file))#L\(line)" : nil
    }
}
