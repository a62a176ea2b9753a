extension String {
    /// Whether the text holds no control characters, and none that turns the direction of the text round; line breaks and
    /// tabs are allowed where it may have several lines.
    public func isPlain(isOneLine: Bool) -> Bool {
        unicodeScalars.allSatisfy { $0.isPlain(isOneLine: isOneLine) }
    }

    /// The text without the characters that `isPlain` does not allow.
    public func withoutControls(isOneLine: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars where scalar.isPlain(isOneLine: isOneLine) { scalars.append(scalar) }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    /// Whether it embeds, overrides or isolates a direction, so that what follows may look like something else.
    ///
    /// The marks U+200E and U+200F only help a text that has both directions.
    public var turnsDirection: Bool {
        ("\u{202A}"..."\u{202E}").contains(self) || ("\u{2066}"..."\u{2069}").contains(self)
    }

    fileprivate func isPlain(isOneLine: Bool) -> Bool {
        guard !turnsDirection else { return false }
        return properties.generalCategory != .control || !isOneLine && ["\n", "\r", "\t"].contains(self)
    }
}
