extension String {
    /// The text with LF for every line break.
    ///
    /// Browsers send CR LF and count it as one character.
    public var withPlainLineBreaks: String {
        guard utf8.contains(UInt8(ascii: "\r")) else { return self }
        var scalars = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in unicodeScalars {
            if !(isAfterReturn && scalar == "\n") { scalars.append(scalar == "\r" ? "\n" : scalar) }
            isAfterReturn = scalar == "\r"
        }
        return String(scalars)
    }
}
