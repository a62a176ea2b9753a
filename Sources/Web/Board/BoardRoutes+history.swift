import GeoReport
import Hummingbird
import NIOCore
import ServiceRequests
import Store

extension BoardRoutes {
    /// GET `/dispatch/requests/{id}/history.json`: every event of a request, who looked at contact details among them.
    ///
    /// Who may read the request's page may read this, and nothing more stands here than there: no contact details.
    func history(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        guard let id = context.captured("id"),
            let file = try await staff.city.files.file(id: id, viewer: staff.department)
        else {
            throw Refusal.notFound("there is no service request of this reference that your department may read")
        }
        var response = Response.json(bytes: HistoryText(file, words: StaffWords(staff, now: file.at)).json.utf8)
        response.headers[.contentDisposition] = "inline; filename=\"history-\(file.serviceRequestID).json\""
        return response
    }
}
