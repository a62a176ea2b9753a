import CLibpq

/// libpq's reader of URLs and `keyword=value` texts.
enum ConnectionString {
    /// The keywords the text gives, without libpq's defaults.
    ///
    /// libpq's own complaint may quote a piece of the text, and with it a password, so it is dropped.
    static func parse(_ text: String) throws(PostgresError) -> [String: String] {
        var complaint: UnsafeMutablePointer<CChar>?
        let options = unsafe PQconninfoParse(text, &complaint)
        defer {
            unsafe PQconninfoFree(options)
            unsafe PQfreemem(complaint)
        }
        guard !text.utf8.contains(0), let first = unsafe options else {
            throw PostgresError(
                .connectFailed,
                detail: "expected postgres://user@host:port/database or libpq's keyword=value form, "
                    + "found a text of \(text.utf8.count) bytes that is neither"
            )
        }
        var keywords: [String: String] = [:]
        var index = 0
        while let keyword = unsafe first[index].keyword {
            if let value = unsafe first[index].val {
                unsafe keywords[String(cString: keyword)] = String(cString: value)
            }
            index += 1
        }
        return keywords
    }
}
