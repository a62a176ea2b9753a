extension YAMLValue {
    /// The name of a file beside `layers.yml`, so that a definition cannot reach out of its folder.
    func fileName() -> String? {
        guard let name = text("a file's name") else { return nil }
        if !name.contains("/"), !name.contains("\0"), !name.hasPrefix(".") { return name }
        expected("the name of a file beside layers.yml")
        return nil
    }
}
