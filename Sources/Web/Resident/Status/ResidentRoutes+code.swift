import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Photos
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/r/{id}/qr.svg[?key]`: the address of a report's page for a telephone's camera; with the right key the private
    /// link, else the page that everybody sees.
    func code(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text, let sight = try await visit.sight(of: id) else {
            throw Refusal.notFound("expected the reference of a report, found another")
        }
        let address = try request.origin() + sight.page()
        let code: QRCode
        do throws(PhotoError) {
            code = try await codes.code(of: address)
        } catch {
            context.logger.warning("A QR code could not be made", metadata: ["error": "\(error.debugDescription)"])
            throw Refusal.unavailable("expected a QR code to be made, found no means for it just now", retryAfter: 60)
        }
        let title = visit.words("status_code_title", ["reference": HistoryWords.shown(id)])
        let size = code.side + 2 * QRCode.margin
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(-QRCode.margin) \(-QRCode.margin) \(size) \(size)" \
            width="\(4 * size)" height="\(4 * size)" shape-rendering="crispEdges" role="img">\
            <title>\(SVGText.escaped(title))</title>\
            <path fill="#fff" d="M\(-QRCode.margin) \(-QRCode.margin)h\(size)v\(size)h\(-size)z"/>\
            <path fill="#000" d="\(code.path)"/></svg>
            """
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/svg+xml; charset=utf-8",
                .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
                .referrerPolicy: "no-referrer",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: svg))
        )
    }
}
