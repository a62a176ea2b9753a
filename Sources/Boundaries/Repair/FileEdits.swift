import Foundation

/// Changes to a file's bytes, gathered and made at once.
struct FileEdits {
    private let bytes: [UInt8]
    private var edits: [(range: Range<Int>, text: String)] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isEmpty: Bool { edits.isEmpty }

    mutating func replace(_ range: Range<Int>, with text: String) {
        edits.append((range, text))
    }

    /// Takes members out of an object, each with one comma.
    mutating func remove(_ indices: [Int], of members: [JSONOutline.Member]) {
        let removed = Set(indices)
        var index = 0
        while index < members.count {
            guard removed.contains(index) else {
                index += 1
                continue
            }
            let first = index
            while index < members.count, removed.contains(index) { index += 1 }
            let whole = members[first].whole.lowerBound..<members[index - 1].whole.upperBound
            let range =
                if index < members.count {
                    whole.lowerBound..<members[index].whole.lowerBound
                } else if first > 0 {
                    members[first - 1].whole.upperBound..<whole.upperBound
                } else {
                    whole
                }
            edits.append((range, ""))
        }
    }

    /// The bytes with all changes made; no two of them overlap.
    var applied: Data {
        var data = Data()
        var offset = 0
        for (range, text) in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard range.lowerBound >= offset else { continue }
            data.append(contentsOf: bytes[offset..<range.lowerBound])
            data.append(contentsOf: text.utf8)
            offset = range.upperBound
        }
        data.append(contentsOf: bytes[offset...])
        return data
    }
}
