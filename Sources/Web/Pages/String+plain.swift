extension String {
    /// Whether the text holds no control characters; line breaks and tabs are allowed where it may have several lines.
    func isPlain(isOneLine: Bool) -> Bool {
        unicodeScalars.allSatisfy { $0.isPlain(isOneLine: isOneLine) }
    }

    /// The text without the characters that `isPlain` does not allow.
    func withoutControls(isOneLine: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars where scalar.isPlain(isOneLine: isOneLine) { scalars.append(scalar) }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    fileprivate func isPlain(isOneLine: Bool) -> Bool {
        properties.generalCategory != .control || !isOneLine && ["\n", "\r", "\t"].contains(self)
    }
}
