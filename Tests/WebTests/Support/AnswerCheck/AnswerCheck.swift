import Foundation
import GeoReport
import HTTPTypes
import Testing

/// Validates every answer of GeoReport that a test gets against the descriptions that the server gives of it.
///
/// The validators are not ours: jsonschema-rs for JSON, libxml2 (what xmllint is made of) for XML, in one Python beside the
/// tests. Where the Python packages of the tests are not installed, this is said once, as a warning.
final class AnswerCheck: Sendable {
    static let shared = AnswerCheck()

    private static let root = (0..<5).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }

    /// Nil where the Python packages are not installed.
    let checker: Checker?

    private init() {
        let folder = Self.root.appending(path: ".build/browser-tests")
        // As Scripts/setup has it: the copy of the requirements says that the packages are those.
        let installed = try? Data(contentsOf: folder.appending(path: "requirements.txt"))
        let required = try? Data(contentsOf: Self.root.appending(path: "Tests/Browser/requirements.txt"))
        guard let installed, installed == required else {
            checker = nil
            return
        }
        checker = try? Checker(
            python: folder.appending(path: "bin/python"),
            script: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "check.py")
        )
    }

    /// Records an issue for whatever is wrong with an answer; an answer of another address is none of its business.
    func expectDescribed(_ answer: Answer, to method: HTTPRequest.Method, _ target: String, body: [UInt8]?) async throws
    {
        guard let described = DescribedAnswer(answer, to: method, target, body: body) else { return }
        guard let checker else {
            return Self.warnOnce()
        }
        let complaints = try await checker.complaints(about: answer.bytes, as: described)
        guard !complaints.isEmpty else { return }
        Issue.record(
            """
            \(method) \(target): expected \(described.name) in \(described.format) as described, found \
            \(complaints.joined(separator: "; ")) in \(answer.text.prefix(2000))
            """
        )
    }

    private static func warnOnce() { _ = warning }

    private static let warning: Void = {
        Issue.record(
            "Python packages are not installed (Scripts/setup --tests), so answers were not validated",
            severity: .warning
        )
    }()
}
