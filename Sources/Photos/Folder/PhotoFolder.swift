import Glibc

/// Where the files of photos and documents are, outside the database.
///
/// `{folder}/{jurisdiction}/{first 2 digits}/{32 digits}.jpg`, `.small.jpg` beside it, or `.pdf`; `_owner` beside those
/// folders says whose they are, and what is being sent and drawn is in `{folder}/_incoming`. Folders are for this process's user only, and so are files. A file that has its
/// name is whole and outlives a loss of power. Several servers may share one folder.
public actor PhotoFolder {
    /// Its path.
    public nonisolated let path: String

    private let thread = DiskThread()

    /// The disk's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Names a folder; nothing is made before `prepare`.
    public init(_ path: String) {
        self.path = path
    }

    /// No jurisdiction's code has an underscore.
    nonisolated var incoming: String { path + "/_incoming" }

    /// Makes the folder where there is none, and tries to write into it.
    public func prepare() throws(PhotoError) {
        try make(path)
        try make(incoming)
        let trial = "\(incoming)/\(PhotoName())"
        let file = try OpenFile(creating: trial)
        defer { unlink(trial) }
        try file.write([0])
    }

    /// Makes an empty file that takes what is sent; it removes itself unless it is developed.
    ///
    /// Fails where the disk is all but full: whoever sends photos must not stop the database beside them.
    ///
    /// `jurisdiction` is a code, which is a folder's name.
    public func receive(
        _ use: PhotoUse,
        for jurisdiction: String,
        limits: PhotoLimits = PhotoLimits()
    ) throws(PhotoError) -> IncomingFile {
        guard !jurisdiction.isEmpty, !jurisdiction.contains("/"), !jurisdiction.hasPrefix(".") else {
            throw .folder("expected a jurisdiction's code that can be a folder's name, found \(jurisdiction)")
        }
        let free = try freeBytes()
        guard free >= limits.leastFree else {
            throw .folder("\(path): expected \(limits.leastFree) bytes free or more, found \(free)")
        }
        let name = PhotoName()
        let place = "\(incoming)/\(name)"
        let file = try OpenFile(creating: place)
        return IncomingFile(name: name, use: use, jurisdiction: jurisdiction, limits: limits, path: place, file: file)
    }

    /// The bytes of a file; nil where there is none.
    public func read(
        _ name: PhotoName,
        _ version: PhotoVersion,
        of jurisdiction: String
    ) throws(PhotoError) -> [UInt8]? {
        let place = place(name, version, of: jurisdiction)
        guard access(place, F_OK) == 0 else { return nil }
        return try OpenFile(reading: place).read(atMost: .max)
    }

    /// Removes every file of a name; there may be none.
    public func remove(_ name: PhotoName, of jurisdiction: String) throws(PhotoError) {
        for version in PhotoVersion.allCases {
            let place = place(name, version, of: jurisdiction)
            guard unlink(place) == 0 || errno == ENOENT else { throw .system("remove \(place)") }
        }
    }

    /// Removes what was being sent or drawn when a server ended, so long ago; returns how many files.
    public func sweep(olderThan age: Duration = .seconds(24 * 3600)) throws(PhotoError) -> Int {
        let oldest = time(nil) - Int(age.components.seconds)
        var swept = 0
        for name in try names(in: incoming) {
            let place = "\(incoming)/\(name)"
            var status = stat()
            guard lstat(place, &status) == 0, status.st_mtim.tv_sec <= oldest else { continue }
            if unlink(place) == 0 { swept += 1 }
        }
        return swept
    }

    /// A file that is gone when nobody holds it, standing at its beginning.
    func scratch(_ bytes: [UInt8]) throws(PhotoError) -> OpenFile {
        try OpenFile.nameless("\(incoming)/\(PhotoName())", bytes)
    }

    /// Gives whole files their lasting names, the last one last: who finds that one finds them all.
    func keep(_ files: [PhotoVersion: [UInt8]], as name: PhotoName, of jurisdiction: String) throws(PhotoError) {
        let order: [PhotoVersion] = [.small, .whole, .document].filter { files[$0] != nil }
        let first = place(name, .whole, of: jurisdiction)
        let shelf = String(first[..<(first.lastIndex(of: "/") ?? first.endIndex)])
        try make("\(path)/\(jurisdiction)")
        try make(shelf)
        var made: [String] = []
        defer { for leftover in made { unlink(leftover) } }
        for version in order {
            let draft = "\(incoming)/\(name)\(version.rawValue)"
            let file = try OpenFile(creating: draft)
            made.append(draft)
            try file.write(files[version] ?? [])
            try file.synchronize()
        }
        for version in order {
            let draft = "\(incoming)/\(name)\(version.rawValue)"
            let lasting = place(name, version, of: jurisdiction)
            guard rename(draft, lasting) == 0 else { throw .system("rename \(draft) to \(lasting)") }
        }
        try OpenFile(folder: shelf).synchronize()
    }

    private nonisolated func place(_ name: PhotoName, _ version: PhotoVersion, of jurisdiction: String) -> String {
        "\(path)/\(jurisdiction)/\(name.text.prefix(2))/\(name)\(version.rawValue)"
    }

    private func freeBytes() throws(PhotoError) -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw .system("see how much of \(path) is free") }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
        )
    }

    /// Makes a folder where there is none, and makes its name last.
    private func make(_ folder: String) throws(PhotoError) {
        guard mkdir(folder, 0o700) == 0 else {
            guard errno == EEXIST else { throw .system("make \(folder)") }
            return
        }
        let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
        try OpenFile(folder: parent.isEmpty ? "/" : parent).synchronize()
    }

    /// The files and folders of a folder, but for hidden ones.
    func names(in folder: String) throws(PhotoError) -> [String] {
        guard let stream = opendir(folder) else { throw .system("list \(folder)") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
