import Foundation
import ServiceRequests
import Testing

@Suite struct DraftJSONTests {
    /// Answers and their JSON.
    private static let answers: [(answers: [String: [String]], json: String)] = [
        ([:], "{}"), (["depth": []], #"{"depth":[]}"#), (["depth": ["deep"]], #"{"depth":["deep"]}"#),
        (["b": ["1", "2"], "a": ["x"], "é": ["ü"]], #"{"a":["x"],"b":["1","2"],"é":["ü"]}"#),
        (["a\"b": ["back\\slash / \u{1}\n\u{1F6A7}"]], #"{"a\"b":["back\\slash / \u0001\u000a🚧"]}"#),
    ]

    @Test(arguments: answers)
    func `answers are a JSON object of arrays, its keys in order`(
        answers: [String: [String]],
        json: String
    ) throws {
        let draft = ServiceRequest.Draft(serviceCode: "pothole", location: .address("x"), attributes: answers)
        #expect(draft.attributesJSON == json)
        #expect(try JSONDecoder().decode([String: [String]].self, from: Data(json.utf8)) == answers)
    }

    @Test(arguments: [[], ["https://example.org/a?b=\"c\""], ["a", "b\\"]])
    func `links are a JSON array`(links: [String]) throws {
        let draft = ServiceRequest.Draft(serviceCode: "pothole", location: .address("x"), mediaURLs: links)
        #expect(try JSONDecoder().decode([String].self, from: Data(draft.mediaJSON.utf8)) == links)
    }
}
