import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// What the header fields of a list of updates say: whether it is whole, and where it goes on.
///
/// Those of the other lists, as far as they fit: how many there are is known only where all of them are here.
struct UpdateHeaders {
    private let page: UpdatePage
    private let count: Int
    private let isWhole: Bool
    private let call: GeoReportCall

    /// Describes a part of `count` updates; `isWhole` where it is the first.
    init(_ page: UpdatePage, count: Int, isWhole: Bool, _ call: GeoReportCall) {
        (self.page, self.count, self.isWhole, self.call) = (page, count, isWhole, call)
    }

    /// The fields.
    var fields: HTTPFields {
        var fields = HTTPFields()
        if isWhole {
            fields[.totalCount] = String(count)
            fields[.totalCountIs] = page.next == nil ? "exact" : "at-least"
        }
        if let next = page.next {
            fields[.pageIncomplete] = "true"
            fields[.link] = "<\(address(after: next))>; rel=\"next\""
        }
        return fields
    }

    private func address(after place: String) -> String {
        var query = call.parameters.parameters.filter { !["after", "api_key"].contains($0.name) }
        query.append(.init(name: "after", value: place))
        let origin = (try? call.request.origin()) ?? ""
        return "\(origin)\(call.request.uri.path)?\(FormParameters(query).encoded)"
    }
}
