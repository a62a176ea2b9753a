import CLibpq

/// Where a connection's notices go instead of standard error.
///
/// Two of them matter: the server's word that it stopped waiting for its standby, and its last word to an idle session.
final class NoticeBox {
    private var replicationWarning = false

    /// Whether the server said that it is ending the session.
    private(set) var isFarewell = false

    func takeReplicationWarning() -> Bool {
        defer { replicationWarning = false }
        return replicationWarning
    }

    static func receive(_ box: UnsafeMutableRawPointer?, _ result: OpaquePointer?) {
        guard let box = unsafe box, let result = unsafe result else { return }
        let notices = unsafe Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue()
        if let severity = unsafe field(.severity, of: result), severity == "FATAL" || severity == "PANIC" {
            notices.isFarewell = true
        }
        // The server gives this warning no SQLSTATE of its own (01000) and translates its text;
        // the C function it comes from is the same in every language.
        if unsafe field(.sourceFunction, of: result) == "SyncRepWaitForLSN" { notices.replicationWarning = true }
    }

    private static func field(_ field: ResultHandle.Field, of result: OpaquePointer) -> String? {
        guard let text = unsafe PQresultErrorField(result, field.rawValue) else { return nil }
        return unsafe String(cString: text)
    }
}
