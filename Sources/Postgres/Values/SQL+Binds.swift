extension SQL {
    /// The values of a statement in PostgreSQL's binary format, all in one buffer.
    struct Binds: Sendable {
        struct Cell: Sendable {
            let type: UInt32
            /// Where in `bytes` the value starts.
            var start: Int
            /// The value's length in bytes, -1 for NULL.
            let length: Int32
            /// Where in the text its placeholder starts, in UTF-8.
            var position: Int
        }

        var bytes: [UInt8] = []
        var cells: [Cell] = []

        var types: [UInt32] { cells.map(\.type) }

        /// Whether a statement prepared for these types fits.
        func match(_ types: [UInt32]) -> Bool {
            guard types.count == cells.count else { return false }
            for index in types.indices where types[index] != cells[index].type { return false }
            return true
        }

        /// Lends libpq's three arrays: values, lengths, and formats (1 is binary).
        func withPointers<R>(
            _ body: (
                Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
            ) -> R
        ) -> R {
            if cells.isEmpty { return body(0, nil, nil, nil) }
            return unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: cells.count * 2) { numbers in
                unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: cells.count) { values in
                    unsafe bytes.withUnsafeBytes { bytes in
                        let lengths = numbers.extracting(..<cells.count)
                        let formats = numbers.extracting(cells.count...)
                        unsafe formats.initialize(repeating: 1)
                        for (index, cell) in cells.enumerated() {
                            unsafe lengths.initializeElement(at: index, to: max(0, cell.length))
                            unsafe values.initializeElement(
                                at: index,
                                to: Self.pointer(to: cell, in: bytes, or: formats)
                            )
                        }
                        return unsafe body(
                            Int32(cells.count),
                            UnsafePointer(values.baseAddress),
                            UnsafePointer(lengths.baseAddress),
                            UnsafePointer(formats.baseAddress)
                        )
                    }
                }
            }
        }

        // NULL is a null pointer; an empty value must not be one, even where no byte is to be had to point at.
        private static func pointer(
            to cell: Cell,
            in bytes: UnsafeRawBufferPointer,
            or spare: UnsafeMutableBufferPointer<Int32>
        ) -> UnsafePointer<CChar>? {
            guard cell.length >= 0 else { return nil }
            let start = unsafe bytes.baseAddress.map { unsafe $0 + cell.start } ?? UnsafeRawPointer(spare.baseAddress)
            return unsafe start?.assumingMemoryBound(to: CChar.self)
        }
    }
}
