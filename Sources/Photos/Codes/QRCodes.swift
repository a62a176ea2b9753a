/// The QR codes of addresses: each made once and kept while it is among those asked for last.
public actor QRCodes {
    /// How long a program that could not be used is believed to be unusable.
    private static let memory: Duration = .seconds(60)

    private let program: QRCodeProgram
    private let most: Int
    private let places: StudioPlaces
    private var codes: [String: QRCode] = [:]
    /// The texts of `codes`, the one asked for last at the end.
    private var order: [String] = []
    private var isKnownUsable = false
    /// When it was last seen to be unusable.
    private var unusableSince: ContinuousClock.Instant?
    /// The look that everybody who asks now waits for.
    private var look: Task<Bool, Never>?

    /// Creates a store of at most `most` codes; nothing is run.
    public init(_ program: QRCodeProgram = QRCodeProgram(), most: Int = 500) {
        self.program = program
        self.most = most
        // A child takes some milliseconds.
        places = StudioPlaces(drawing: 2, waiting: 100)
    }

    /// How many are kept.
    public var count: Int { codes.count }

    /// Whether there is a program that makes them.
    ///
    /// Only that it does not start is remembered, for a while: one that fails is there, and may succeed the next time.
    public func isUsable() async -> Bool {
        if isKnownUsable { return true }
        if let unusableSince, ContinuousClock.now - unusableSince < Self.memory { return false }
        if let look { return await look.value }
        // A task of its own: who begins it may go away while others wait for it.
        let look = Task { await lookForProgram() }
        self.look = look
        return await look.value
    }

    private func lookForProgram() async -> Bool {
        defer { look = nil }
        do throws(PhotoError) {
            _ = try await program.code(of: "311")
            isKnownUsable = true
        } catch {
            guard case .programUnusable = error else { return true }
            unusableSince = .now
            return false
        }
        return true
    }

    /// The code of a text.
    public func code(of text: String) async throws(PhotoError) -> QRCode {
        if let code = known(text) { return code }
        try await places.take()
        let code: QRCode
        do {
            // Somebody else may have had it made while this one waited.
            if let known = known(text) { code = known } else { code = try await program.code(of: text) }
        } catch {
            await places.leave()
            throw error
        }
        await places.leave()
        keep(code, of: text)
        return code
    }

    private func known(_ text: String) -> QRCode? {
        guard let code = codes[text] else { return nil }
        keep(code, of: text)
        return code
    }

    private func keep(_ code: QRCode, of text: String) {
        if codes.updateValue(code, forKey: text) != nil { order.removeAll { $0 == text } }
        order.append(text)
        if order.count > most { codes[order.removeFirst()] = nil }
    }
}
