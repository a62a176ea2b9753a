import ServiceRequests
import Store

/// What `photos.mustache` shows: pictures side by side, and what documents there are.
struct PhotosView: Sendable {
    /// Those of one sender.
    struct Group: Sendable {
        let heading: String?
        let items: [Item]
        var change: Change?
    }

    /// The way to the page where photos are added and taken out.
    struct Change: Sendable {
        let address: String
        let label: String
    }

    /// A photo, or a document's name.
    struct Item: Sendable {
        let picture: Picture?
        let caption: String?
        /// Where a document is to be had, by who may open it.
        var download: String?
        var removal: Removal?
    }

    /// The small picture, which leads to the large one.
    struct Picture: Sendable {
        let address: String
        let small: String
        let width: Int
        let height: Int
        let words: String
    }

    /// The button that takes it out of a report; nil where it was sent.
    struct Removal: Sendable {
        let value: String
        let label: String
        let name: String
    }

    let groups: [Group]

    /// Those of a report that is being written, with the names their sender gave them; nil where it has none.
    init?(
        _ rows: [PhotoRow],
        of draft: ReportDraft.ID,
        _ words: Words,
        isRemovable: Bool = false,
        heading: String? = nil,
        change: Change? = nil
    ) {
        guard !rows.isEmpty else { return nil }
        var (photos, documents) = (0, 0)
        let items = rows.map { row in
            let isPhoto = row.file.kind == .photo
            if isPhoto { photos += 1 } else { documents += 1 }
            let number =
                isPhoto
                ? words("photo_number", ["number": String(photos)])
                : words("photo_document_number", ["number": String(documents)])
            let title = row.file.title ?? number
            let base = "/report/photos/\(row.name).jpg?draft=\(draft.text)"
            return Item(
                picture: Picture(row.file, address: base, small: "\(base)&small=1", words: title),
                caption: "\(title), \(Self.size(row.file.bytes))",
                removal: isRemovable
                    ? Removal(value: row.name, label: words("photo_remove"), name: title) : nil
            )
        }
        groups = [Group(heading: heading, items: items, change: change)]
    }

    /// Those of a sent report, as far as whoever looks may see them; nil where there is nothing to see.
    ///
    /// What their sender called them is told to the sender only, and of documents no more than that and their sizes.
    init?(_ rows: [PhotoRow], _ sight: StatusSight, _ catalog: Catalog, _ words: Words) {
        var groups: [Group] = []
        func add(_ heading: String, _ rows: [PhotoRow], _ name: (Int) -> String) {
            let items = rows.enumerated().map { place, row in
                let address = sight.photo(row.name)
                return Item(
                    picture: Picture(
                        row.file,
                        address: address.whole,
                        small: address.small,
                        words: name(place + 1)
                    ),
                    caption: nil
                )
            }
            if !items.isEmpty { groups.append(Group(heading: heading, items: items)) }
        }
        if sight.rule.shows(.departmentPhotos) {
            let done = rows.filter { $0.department != nil }
            let departments = done.compactMap(\.department).reduce(into: [String]()) { all, code in
                if !all.contains(code) { all.append(code) }
            }
            for code in departments {
                let name = catalog.department(code)?.name.text(in: words.language) ?? code
                add(words("photos_after", ["department": name]), done.filter { $0.department == code }) { number in
                    words("photo_after_number", ["number": String(number), "department": name])
                }
            }
        }
        let sent = rows.filter { $0.department == nil }
        if sight.rule.shows(.residentPhotos) {
            add(words("photos_sent"), sent.filter { $0.file.kind == .photo }) { number in
                words("photo_number", ["number": String(number)])
            }
        }
        let documents = sent.filter { $0.file.kind == .document }
        if sight.rule.shows(.documentNames), !documents.isEmpty {
            let items = documents.enumerated().map { place, row in
                let name = row.file.title ?? words("photo_document_number", ["number": String(place + 1)])
                return Item(picture: nil, caption: "\(name), \(Self.size(row.file.bytes))")
            }
            groups.append(Group(heading: words("photos_documents"), items: items))
        }
        guard !groups.isEmpty else { return nil }
        self.groups = groups
    }

    /// All of a request, as staff see them on the page of one of its items; nil where there is nothing.
    init?(_ rows: [PhotoRow], of item: Int64, _ words: StaffWords) {
        func items(_ rows: [PhotoRow], _ name: String) -> [Item] {
            rows.enumerated().map { place, row in
                let isPhoto = row.file.kind == .photo
                let base = "/desk/items/\(item)/photos/\(row.name)\(isPhoto ? ".jpg" : ".pdf")"
                let title = row.file.title ?? "\(name) \(place + 1)"
                return Item(
                    picture: Picture(row.file, address: base, small: "\(base)?small=1", words: title),
                    caption: "\(title), \(Self.size(row.file.bytes))",
                    download: isPhoto ? nil : base
                )
            }
        }
        let sent = rows.filter { $0.department == nil }
        let done = rows.filter { $0.department != nil }
        var groups: [Group] = []
        func add(_ heading: String, _ items: [Item]) {
            if !items.isEmpty { groups.append(Group(heading: heading, items: items)) }
        }
        add("The resident’s photos", items(sent.filter { $0.file.kind == .photo }, "Photo"))
        add("The resident’s documents", items(sent.filter { $0.file.kind == .document }, "Document"))
        for code in Set(done.compactMap(\.department)).sorted() {
            add("Photos of the work: \(words.department(code))", items(done.filter { $0.department == code }, "Photo"))
        }
        guard !groups.isEmpty else { return nil }
        self.groups = groups
    }

    /// Bytes as people say them.
    static func size(_ bytes: Int) -> String {
        guard bytes >= 1_000_000 else { return "\(max(1, (bytes + 500) / 1000)) kB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}

extension PhotosView.Picture {
    /// Nil for a document.
    init?(_ file: PhotoRow.File, address: String, small: String, words: String) {
        guard let width = file.width, let height = file.height, width > 0, height > 0 else { return nil }
        self.address = address
        self.small = small
        self.words = words
        // As the browser will scale it, so that nothing jumps when it arrives.
        let longest = max(width, height)
        let side = min(longest, 160)
        self.width = max(1, width * side / longest)
        self.height = max(1, height * side / longest)
    }
}

extension StatusSight {
    /// Where a photo is to be had, with the key that showed it.
    func photo(_ name: String) -> (whole: String, small: String) {
        let query = key.map { "key=\($0.text)" }
        let path = "/r/\(record.id)/photos/\(name).jpg"
        return (
            [path, query].compactMap(\.self).joined(separator: "?"),
            "\(path)?" + ["small=1", query].compactMap(\.self).joined(separator: "&")
        )
    }
}
