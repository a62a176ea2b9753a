import HTTPTypes
import Hummingbird
import Logging

/// Puts the trace a request belongs to on its log lines, where a proxy or client names one.
///
/// W3C Trace Context (https://www.w3.org/TR/trace-context/#traceparent-header): of anything else nothing is kept.
struct TraceParent: RouterMiddleware {
    typealias Context = DispatchContext

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        guard let trace = request.headers[.traceParent].flatMap(Self.trace(of:)) else {
            return try await next(request, context)
        }
        var context = context
        context.logger[metadataKey: "trace.id"] = "\(trace)"
        return try await next(request, context)
    }

    /// The trace's name: 32 digits; nil where the field is not what the standard says.
    static func trace(of field: String) -> String? {
        let parts = field.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, isHex(parts[0], 2), parts[0] != "ff", isHex(parts[1], 32), isHex(parts[2], 16),
            isHex(parts[3], 2), parts[0] != "00" || parts.count == 4,
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func isHex(_ text: Substring, _ length: Int) -> Bool {
        text.utf8.count == length
            && text.utf8.allSatisfy {
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
            }
    }
}
