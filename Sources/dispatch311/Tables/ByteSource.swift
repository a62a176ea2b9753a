/// Gives the bytes of a file in pieces, each read once.
protocol ByteSource: AnyObject {
    /// The next piece; empty at the end.
    func next() throws(TableError) -> [UInt8]
}
