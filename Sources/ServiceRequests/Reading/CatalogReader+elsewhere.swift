extension CatalogReader {
    /// Reads something that another site does.
    ///
    /// An entry of `services` with `code`, `name`, `description`, optionally `keywords` and `aliases`, and
    /// `elsewhere`: `url` (https), `by` (who does it there) and optionally `status: true` where that site sends back what
    /// became of it.
    static func elsewhere(_ value: YAMLValue, group: String) -> Catalog.Elsewhere? {
        let keys = ["code", "name", "description", "keywords", "aliases", "elsewhere"]
        guard let fields = value.fields("something done elsewhere", keys) else { return nil }
        let code = fields.required("code")?.code()
        let name = fields.required("name")?.localized()
        let description = fields.required("description")?.localized()
        let keywords = fields["keywords"].map { $0.localizedLists(of: "words") } ?? [:]
        let aliases = fields["aliases"].map { $0.texts(of: "names") } ?? []
        let site = fields.required("elsewhere")?.fields("a map, {url: …, by: {en: …}}", ["url", "by", "status"])
        let url = site?.required("url").flatMap { secureAddress($0) }
        let by = site?.required("by")?.localized()
        let reportsStatus = site?["status"].map { $0.bool() } ?? false
        guard let code, let name, let description, let keywords, let aliases, let url, let by, let reportsStatus
        else { return nil }
        return Catalog.Elsewhere(
            code: code,
            group: group,
            name: name,
            description: description,
            keywords: keywords,
            aliases: aliases,
            url: url,
            by: by,
            reportsStatus: reportsStatus
        )
    }

    /// An address a resident is sent to, so nothing may listen in or stand between.
    private static func secureAddress(_ value: YAMLValue) -> String? {
        guard let text = value.text("a web address") else { return nil }
        let isAddress =
            text.hasPrefix("https://") && text.utf8.count > 8
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
        if !isAddress { value.expected("a web address that begins with https://") }
        return isAddress ? text : nil
    }
}
