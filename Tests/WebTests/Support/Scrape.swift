import TestSupport

/// What `/metrics` said, sample by sample.
struct Scrape {
    static let key = "a key that scrapers have".replacing(" ", with: "-")

    /// `name{label="value"}` with what it was, in the older text's form.
    let samples: [String: Double]
    /// The whole text.
    let text: String

    init(_ visitor: Visitor, accept: String? = nil) async throws {
        var headers = ["Authorization": "Bearer \(Self.key)"]
        headers["Accept"] = accept
        let answer = try await visitor.get("/metrics", headers: headers)
        guard answer.status == 200 else { throw Unexpected(answer) }
        text = answer.text
        var samples: [String: Double] = [:]
        for line in answer.text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "), let value = Double(line[space...].dropFirst()) else { continue }
            let name = String(line[..<space])
            if samples.updateValue(value, forKey: name) != nil { throw Missing(what: "a sample \(name) only once") }
        }
        self.samples = samples
    }

    /// A sample's value, by its name and labels as they are written; the tiny city is added.
    subscript(name: String, labels: String) -> Double? {
        samples["\(name){jurisdiction=\"tiny\"\(labels.isEmpty ? "" : ",\(labels)")}"]
    }

    /// The names of all families' samples, without labels.
    var names: Set<String> { Set(samples.keys.map { String($0.prefix { $0 != "{" }) }) }
}
