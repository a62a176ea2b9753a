/// Where in its files a catalog says what: what gives the lint its file names and lines.
struct SourceLines {
    /// A file and the key path of a value in it.
    struct Site: Hashable {
        let file: String
        let path: String

        /// A value below this one.
        func at(_ key: String) -> Site {
            Site(file: file, path: path.isEmpty || key.hasPrefix("[") ? path + key : "\(path).\(key)")
        }

        /// An element of the list `key` below this one.
        func at(_ key: String, _ index: Int) -> Site { at("\(key)[\(index)]") }
    }

    private var lines: [Site: Int] = [:]

    /// Where each service is, in the order of `Catalog.services`; empty for a catalog that was not read from files.
    var services: [Site] = []

    /// Where each entry of `Catalog.elsewhere` is, likewise.
    var elsewhere: [Site] = []

    /// The place of something done elsewhere in its file; for a catalog made in memory its code stands for it.
    func elsewhere(_ index: Int, of catalog: Catalog) -> Site {
        elsewhere.indices.contains(index)
            ? elsewhere[index] : Site(file: "services", path: "services[\(catalog.elsewhere[index].code)]")
    }

    /// The place of a service in its file; for a catalog made in memory the service's code stands for it.
    func service(_ index: Int, of catalog: Catalog) -> Site {
        services.indices.contains(index)
            ? services[index] : Site(file: "services", path: "services[\(catalog.services[index].code)]")
    }

    /// The place of a department in its file.
    func department(_ index: Int) -> Site {
        Site(file: "departments.yml", path: "departments[\(index)]")
    }

    /// A place in `jurisdiction.yml`.
    func jurisdiction(_ path: String) -> Site {
        Site(file: "jurisdiction.yml", path: path)
    }

    mutating func record(file: String, path: String, line: Int) {
        lines[Site(file: file, path: path)] = line
    }

    /// The line of a value, or of the nearest one around it.
    func line(of site: Site) -> Int? {
        var path = Substring(site.path)
        while true {
            if let line = lines[Site(file: site.file, path: String(path))] { return line }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<end]
        }
    }
}
