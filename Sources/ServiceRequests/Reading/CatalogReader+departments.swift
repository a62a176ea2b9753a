extension CatalogReader {
    /// Reads `departments.yml`: a map with `departments`, a list of `code`, `name`, and optionally `phone` and `url`.
    ///
    /// One of them must be `triage`.
    static func departments(_ root: YAMLValue) -> [Department]? {
        guard let fields = root.fields("a map", ["departments"]),
            let list = fields.required("departments")?.list(of: "departments")
        else { return nil }
        let departments = list.compactMap { department($0) }
        return departments.count == list.count ? departments : nil
    }

    private static func department(_ value: YAMLValue) -> Department? {
        guard let fields = value.fields("a department, {code: …, name: {en: …}}", ["code", "name", "phone", "url"])
        else {
            return nil
        }
        let code = fields.required("code")?.code()
        let name = fields.required("name")?.localized()
        let phone = fields["phone"].map { $0.text("a telephone number") }
        let url = fields["url"].map { webAddress($0) }
        guard let code, let name, phone != .some(nil), url != .some(nil) else { return nil }
        return Department(code: code, name: name, phone: phone ?? nil, url: url ?? nil)
    }

    private static func webAddress(_ value: YAMLValue) -> String? {
        guard let text = value.text("a web address") else { return nil }
        let isAddress =
            (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(where: \.isWhitespace)
        if !isAddress { value.expected("a web address that begins with https:// or http://") }
        return isAddress ? text : nil
    }
}
