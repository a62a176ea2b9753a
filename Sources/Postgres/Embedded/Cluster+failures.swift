import FoundationEssentials

extension Cluster {
    /// What a program wrote, with the usual causes said in plain words in front.
    func failure(of expectation: String, saying output: String) -> PostgresError {
        var found: [String] = []
        if output.contains("No space left on device") {
            found.append("the disk of \(dataDirectory) is full")
        }
        if user.isSwitched, let obstacle = user.obstacle(above: dataDirectory) {
            found.append(
                "the server's user \(user.userID) may not enter \(obstacle): choose a data directory elsewhere or run "
                    + "this program as that folder's owner"
            )
        }
        if output.contains("Read-only file system") {
            found.append("\(dataDirectory) is on a file system that is read-only")
        }
        let words = output.split(separator: "\n").suffix(12).joined(separator: " | ")
        found.append(words.isEmpty ? "no message (see \(logFolder))" : words)
        return PostgresError(.embedded, detail: "expected \(expectation), found: \(found.joined(separator: "; "))")
    }

    /// The end of what the server wrote at its last start and since.
    var lastLogLines: String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: logFolder)) ?? []
        let newest = names.filter { $0.hasPrefix("postgresql-") }.max { modified($0) < modified($1) }
        return [startLog, newest.map { "\(logFolder)/\($0)" }].compactMap { $0 }.map { path in
            let text = String(decoding: smallFile(path, atEnd: true) ?? [], as: UTF8.self)
            return text.split(separator: "\n").suffix(6).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func modified(_ name: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(logFolder)/\(name)")
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }
}
