import Boundaries

/// How many rows a table has, for progress displays only.
enum RowEstimate {
    /// The number of lines but the first: right unless a quoted field goes over several lines.
    ///
    /// Nil for standard input
    /// and for what cannot be read; whoever reads the table says why.
    static func rows(of path: String) async -> Int? {
        guard path != "-" else { return nil }
        return await OwnThread.run { () throws(Never) -> Int? in
            guard let source = try? StartedSource(FileSource(path: path)) else { return nil }
            let isGzip = source.first.starts(with: [0x1F, 0x8B])
            guard let bytes: any ByteSource = isGzip ? try? GzipSource(source, name: path) : source else { return nil }
            var lines = 0
            var last: UInt8 = 0x0A
            while let piece = try? bytes.next(), let end = piece.last {
                lines += piece.count { $0 == 0x0A }
                last = end
            }
            return max(0, lines + (last == 0x0A ? 0 : 1) - 1)
        }
    }
}
