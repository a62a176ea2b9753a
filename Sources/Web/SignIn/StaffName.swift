import ServiceRequests

/// What staff may be called in leases and the history.
enum StaffName {
    /// The most characters, as the department API has it.
    static let longest = 60

    /// What keeps a text from being a name; nil where nothing does.
    static func problem(_ name: String) -> String? {
        if name.unicodeScalars.count > longest { return "Use at most \(longest) characters." }
        return name.isPlain(isOneLine: true) ? nil : "Use letters, digits and signs only."
    }
}
