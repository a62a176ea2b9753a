/// An answer laid out for checking: what was asked and answered, and the body as it was read.
struct Sheet: Sendable {
    /// What kind of resource was asked, which says what its fields are.
    enum Kind: Sendable {
        case discovery
        case services
        case definition
        case requests
        case receipt
        case token
        case updates
    }

    let exchange: Exchange
    let kind: Kind
    let format: Format
    /// The body as it was read, or why it could not be; nil where there was no answer.
    let reading: Result<ReadBody, ReadFault>?

    init(_ exchange: Exchange, of kind: Kind, as format: Format) {
        self.exchange = exchange
        self.kind = kind
        self.format = format
        reading = exchange.answer.map { answer -> Result<ReadBody, ReadFault> in
            do throws(ReadFault) {
                return .success(try ReadBody(reading: answer.body, as: format))
            } catch {
                return .failure(error)
            }
        }
    }

    var answer: Exchange.Answer? { exchange.answer }
    var status: Int? { answer?.status }
    var body: ReadBody? { try? reading?.get() }
    var value: ReadValue? { body?.value }

    /// Whether there is a success whose body could be read; that it is 200 and not 201 is a check of its own.
    var isFine: Bool { (status == 200 || status == 201) && body != nil }

    /// The objects of a list, taken out of whatever wraps them; whether that is as it must be is a check of its own.
    var records: [ReadValue] {
        guard isFine, let value else { return [] }
        return Self.records(of: value)
    }

    private static func records(of value: ReadValue) -> [ReadValue] {
        switch value {
        case .array(let elements):
            return elements.filter { !$0.names.isEmpty }
        case .object(let members):
            // `{"services": […]}`, and with something about the list beside it.
            for name in ["services", "service_requests", "requests", "service_request_updates"] {
                if let inner = value[name], case .array = inner { return records(of: inner) }
            }
            return members.isEmpty ? [] : [value]
        default:
            return []
        }
    }

    /// Why nothing can be checked with it; nil where something can.
    var obstacle: String? {
        switch exchange.result {
        case .failure(let failure): return failure.description
        case .success(let answer):
            guard answer.status == 200 else { return "HTTP \(answer.status)" }
            guard case .failure = reading else { return nil }
            return "the body cannot be read as \(format.rawValue.uppercased()) (G2c)"
        }
    }

    /// Whether the question was never asked, so that nothing about the server follows.
    private var isUnasked: Bool {
        if case .failure(let failure) = exchange.result { failure.isUnasked } else { false }
    }

    /// A finding about this answer.
    func finding(_ expected: String, _ found: String, at path: String? = nil) -> Finding {
        let place = Finding.Place(exchange, path: path)
        return Finding(expected: expected, found: found, place: place, isUnasked: isUnasked)
    }

    /// That the status is not the one expected; nil where it is.
    func unlessStatus(_ statuses: Int..., because reason: String = "") -> Finding? {
        let expected = "HTTP \(statuses.map(String.init).joined(separator: " or "))\(reason)"
        switch exchange.result {
        case .failure(let failure): return finding(expected, failure.description)
        case .success(let answer):
            return statuses.contains(answer.status)
                ? nil : finding(expected, "HTTP \(answer.status)\(Self.said(in: self))")
        }
    }

    /// That a filter was not taken; nil where it was, and for 404, which is R5's where nothing matches.
    var unlessTaken: Finding? { status == 404 ? nil : unlessStatus(200) }

    /// The words of an error body, or where a redirect leads, to tell with a status that was not expected.
    private static func said(in sheet: Sheet) -> String {
        guard let status = sheet.status, status >= 300 else { return "" }
        if status < 400 { return sheet.answer?.header("Location").map { " to \(Excerpt.line($0))" } ?? "" }
        let words = sheet.errors.compactMap { $0["description"]?.word }.joined(separator: "; ")
        return words.isEmpty ? "" : ", “\(Excerpt.line(words))”"
    }

    /// The items of an error body; none where it is none.
    var errors: [ReadValue] {
        guard let value, (status ?? 0) >= 400 else { return [] }
        return value.elements?.filter { !$0.names.isEmpty } ?? []
    }
}
