import Glibc
import ServiceRequests

extension PhotoFolder {
    /// The names that begin with one byte and all of whose files were written so long ago, in no order.
    ///
    /// To be compared with what the database knows: a server that ended between the two leaves one without the other.
    public func names(
        of jurisdiction: String,
        from first: UInt8,
        olderThan age: Duration
    ) throws(PhotoError) -> Set<PhotoName> {
        let shelf = "\(path)/\(jurisdiction)/\([first].hexadecimal)"
        guard access(shelf, F_OK) == 0 else { return [] }
        let oldest = time(nil) - Int(age.components.seconds)
        var (old, young): (Set<PhotoName>, Set<PhotoName>) = ([], [])
        for file in try names(in: shelf) {
            guard let name = PhotoName(String(file.prefix(32))),
                PhotoVersion(rawValue: String(file.dropFirst(32))) != nil
            else { continue }
            var status = stat()
            // One that is gone meanwhile is nobody's any more.
            guard lstat("\(shelf)/\(file)", &status) == 0 else { continue }
            if status.st_mtim.tv_sec <= oldest { old.insert(name) } else { young.insert(name) }
        }
        return old.subtracting(young)
    }

    /// Whether a jurisdiction's files belong to whoever calls himself so; the first who asks is believed for ever.
    ///
    /// It is asked before files are removed that nobody knows: to a server with another database these are all of them.
    public func belongs(_ jurisdiction: String, to owner: String) throws(PhotoError) -> Bool {
        let mark = ownerMark(of: jurisdiction)
        guard access("\(path)/\(jurisdiction)", F_OK) == 0 else { return true }
        if access(mark, F_OK) != 0 { try write(owner, to: mark) }
        return try OpenFile(reading: mark).read(atMost: 1000) == Array(owner.utf8)
    }

    /// Makes the mark whole or not at all, and never over another's.
    private func write(_ owner: String, to mark: String) throws(PhotoError) {
        let draft = "\(incoming)/\(PhotoName())"
        let file = try OpenFile(creating: draft)
        defer { unlink(draft) }
        try file.write(Array(owner.utf8))
        try file.synchronize()
        guard link(draft, mark) == 0 || errno == EEXIST else { throw .system("make \(mark)") }
    }

    /// The file that says whose a jurisdiction's files are.
    public nonisolated func ownerMark(of jurisdiction: String) -> String { "\(path)/\(jurisdiction)/_owner" }
}
