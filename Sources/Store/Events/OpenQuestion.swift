#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a department asked the resident and was not answered yet.
///
/// An answer closes all questions before it; so does the closing of the request, and of a question's item its end.
public struct OpenQuestion: Sendable, Hashable {
    /// What the tables keep of a question.
    private struct Detail: Decodable {
        let note: String
    }

    /// When it was asked.
    public let at: Date
    /// The department that asked.
    public let department: String
    /// The item it asked about.
    public let item: Int64
    /// The question, in the department's words.
    public let text: String

    private init?(_ line: HistoryLine) {
        guard line.kind == "question", let department = line.department, let item = line.item,
            let detail = try? JSONDecoder().decode(Detail.self, from: Data(line.detailJSON.utf8))
        else { return nil }
        (at, self.department, self.item, text) = (line.at, department, item, detail.note)
    }

    /// The open ones of a history, oldest first.
    public static func all(in history: [HistoryLine]) -> [OpenQuestion] {
        var open: [OpenQuestion] = []
        for line in history {
            switch line.kind {
            case "question": if let question = OpenQuestion(line) { open.append(question) }
            case "answer", "closed": open = []
            case "completed", "cancelled": open.removeAll { $0.item == line.item }
            default: break
            }
        }
        return open
    }
}
