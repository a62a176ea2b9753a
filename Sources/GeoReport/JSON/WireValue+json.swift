extension WireValue {
    /// The value as JSON (RFC 8259) in UTF-8, without blanks; the same value always gives the same bytes.
    ///
    /// Numbers with a fraction are the shortest that read back the same.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}
