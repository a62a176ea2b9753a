import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// What the header fields of a list say: how long it is, and where its other parts are.
///
/// `X-Total-Count` and `Link` (RFC 8288) as many interfaces have them, and the `page-…` fields of Libre311, whose clients
/// read those. The way on is by the last request shown, so that what comes in meanwhile moves nothing.
struct ListHeaders {
    private let page: RequestPage
    private let size: Int
    private let parameters: [FormParameters.Parameter]
    private let address: String
    /// The number of this page; nil where the client counts otherwise.
    private let number: Int?

    /// Describes the answer to a question.
    init(_ page: RequestPage, _ query: ServiceRequest.Query, _ call: GeoReportCall) {
        self.page = page
        size = query.limit
        parameters = call.parameters.parameters
        address = ((try? call.request.origin()) ?? "") + call.request.uri.path
        let given = call.parameters["page"].flatMap { Int($0) }
        let counted = query.offset.isMultiple(of: query.limit) ? query.offset / query.limit + 1 : nil
        number = given ?? (query.after == nil ? counted : nil)
    }

    /// The fields.
    var fields: HTTPFields {
        let total = page.count
        var fields: HTTPFields = [
            .totalCount: String(total.number), .totalCountIs: total.isMore ? "at-least" : "exact",
        ]
        if page.isCutShort { fields[.pageIncomplete] = "true" }
        let links = links.map { "<\($0.address)>; rel=\"\($0.relation)\"" }
        if !links.isEmpty { fields[.link] = links.joined(separator: ", ") }
        guard !total.isMore else { return fields }
        fields[.pageTotalSize] = String(total.number)
        fields[.pageTotalPages] = String(pages)
        fields[.pageSize] = String(size)
        if let number { fields[.pageNumber] = String(number) }
        return fields
    }

    private var pages: Int { (page.count.number + size - 1) / size }

    private var links: [(relation: String, address: String)] {
        var links: [(relation: String, address: String)] = []
        func add(_ relation: String, page: Int?, after: String? = nil) {
            links.append((relation, address(page: page, after: after)))
        }
        if let next = page.next { add("next", page: number.map { $0 + 1 }, after: next) }
        if let number, number > 1 { add("prev", page: min(number - 1, page.count.isMore ? number : max(1, pages))) }
        guard page.next != nil || number != 1 else { return links }
        add("first", page: 1)
        let isWithinReach = pages * size <= ServiceRequest.Query.maximumDepth
        if !page.count.isMore, pages > 0, isWithinReach { add("last", page: pages) }
        return links
    }

    /// The same question about another part.
    private func address(page: Int?, after: String?) -> String {
        var query = parameters.filter { !["page", "after", "offset", "api_key"].contains($0.name) }
        if let page { query.append(.init(name: "page", value: String(page))) }
        if let after { query.append(.init(name: "after", value: after)) }
        let text = FormParameters(query).encoded
        return text.isEmpty ? address : "\(address)?\(text)"
    }
}
