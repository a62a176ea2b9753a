extension String {
    /// Whether the text holds no control characters; line breaks and tabs are allowed where it may have several lines.
    func isPlain(isOneLine: Bool) -> Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || !isOneLine && ["\n", "\r", "\t"].contains(scalar)
        }
    }
}
