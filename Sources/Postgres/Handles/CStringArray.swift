/// C's null-terminated array of strings, for the length of one call.
enum CStringArray {
    /// Lays all texts into one buffer, so that no pointer outlives its owner.
    static func with<R>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R?
    ) -> R? {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes.append(contentsOf: text.utf8CString)
        }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var pointers = unsafe starts.map { start in unsafe buffer.baseAddress.map { unsafe $0 + start } }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { list in
                unsafe list.baseAddress.flatMap { unsafe body($0) }
            }
        }
    }
}
