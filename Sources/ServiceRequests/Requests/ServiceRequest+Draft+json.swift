extension ServiceRequest.Draft {
    /// The answers as a JSON object of arrays of strings, its keys in order.
    public var attributesJSON: String {
        var writer = JSONWriter(capacity: 64)
        writer.object { writer in
            for code in attributes.keys.sorted() {
                writer.key(code)
                writer.array { writer in attributes[code]?.forEach { writer.string($0) } }
            }
        }
        return writer.text
    }

    /// The links as a JSON array of strings.
    public var mediaJSON: String {
        var writer = JSONWriter(capacity: 16)
        writer.array { writer in mediaURLs.forEach { writer.string($0) } }
        return writer.text
    }
}
