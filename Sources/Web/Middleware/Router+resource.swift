import HTTPTypes
import Hummingbird

extension Router<DispatchContext> {
    typealias Handler = @Sendable (Request, DispatchContext) async throws -> Response

    /// Adds one address with all its methods; every other method answers 405 and says which there are.
    ///
    /// HEAD is answered where GET is, by Hummingbird.
    func resource(_ path: RouterPath, _ handlers: [HTTPRequest.Method: Handler]) {
        for (method, handler) in handlers { on(path, method: method, use: handler) }
        let allowed = Array(handlers.keys) + (handlers[.get] == nil ? [] : [.head])
        for method in Self.methods where !allowed.contains(method) {
            on(path, method: method) { (_, _) -> Response in throw Refusal.methodNotAllowed(allowed) }
        }
    }

    private static var methods: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
            + ["QUERY"].compactMap { HTTPRequest.Method(rawValue: $0) }
    }
}

extension DispatchContext {
    /// A piece of the path by the name the route gives it, percent-decoded; nil when it is no text.
    func captured(_ name: String) -> String? {
        coreContext.parameters.get(name)?.percentDecoded
    }
}

extension String {
    /// The text without percent-encoding; nil when a `%` has no two digits, or the bytes are no UTF-8 or hold a NUL.
    fileprivate var percentDecoded: String? {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let decoded = UInt8(digits, radix: 16), decoded != 0
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
