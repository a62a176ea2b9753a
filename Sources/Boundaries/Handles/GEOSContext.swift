import CGEOS

/// Owns one re-entrant GEOS context and the last error text it gave.
///
/// One thread at a time may use it and whatever was made with it. It is destroyed after everything made with it, because
/// every other handle holds on to it.
@safe final class GEOSContext {
    /// Kept apart from the context so that its address can be handed to C without handing out a half-made `self`.
    private final class Messages {
        var last: String?
    }

    let handle: GEOSContextHandle_t
    private let messages = Messages()

    init() throws(BoundaryError) {
        guard let handle = unsafe GEOS_init_r() else { throw .geometryEngine("GEOS_init_r: no context") }
        unsafe self.handle = handle
        // Unretained: `messages` lives exactly as long as the context, and `deinit` ends the context first.
        unsafe GEOSContext_setErrorMessageHandler_r(
            handle,
            { text, box in
                guard let text = unsafe text, let box = unsafe box else { return }
                unsafe Unmanaged<Messages>.fromOpaque(box).takeUnretainedValue().last = String(cString: text)
            },
            Unmanaged.passUnretained(messages).toOpaque()
        )
    }

    deinit { unsafe GEOS_finish_r(handle) }

    /// The error of the call that just failed, naming the C function; forgets the text.
    func failure(_ function: String) -> BoundaryError {
        defer { messages.last = nil }
        return .geometryEngine("\(function): \(messages.last ?? "failed without a message")")
    }
}
