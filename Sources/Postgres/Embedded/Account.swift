import Glibc

/// An entry of the system's user database.
struct Account {
    let userID: UInt32
    let groupID: UInt32
    let home: String

    init?(named name: String) {
        unsafe self.init { record, buffer, size, result in
            unsafe getpwnam_r(name, record, buffer, size, result)
        }
    }

    init?(user: UInt32) {
        unsafe self.init { record, buffer, size, result in
            unsafe getpwuid_r(user, record, buffer, size, result)
        }
    }

    private typealias Lookup = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private init?(_ lookUp: Lookup) {
        var record = unsafe passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        // The record points into the buffer, so everything is copied out while the buffer is pinned.
        let found: (UInt32, UInt32, String)? = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
            guard let start = bytes.baseAddress, unsafe lookUp(&record, start, bytes.count, &result) == 0,
                let entry = unsafe result
            else { return nil }
            return unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid, String(cString: entry.pointee.pw_dir))
        }
        guard let found else { return nil }
        (userID, groupID, home) = found
    }
}
