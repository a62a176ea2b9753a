import Boundaries
import GeoReport
import ServiceRequests
import Store

/// What a request is corrected on: where its page is, and how it stands.
struct RerouteTarget: Sendable {
    let file: CaseFile
    let words: StaffWords
    let visit: StaffVisit
    /// The page to go back to, and the one that takes the form.
    let back: String
    let action: String
    let lease: String?

    /// The request as a correction sees it.
    var subject: RequestSubject? {
        guard let subject = file.legs.first?.subject else { return nil }
        let location: ServiceRequest.Location =
            subject.coordinate.map { .point($0) } ?? subject.addressID.map { .addressID($0) }
            ?? .address(subject.address ?? "")
        let draft = ServiceRequest.Draft(
            serviceCode: subject.serviceCode,
            location: location,
            address: subject.address,
            attributes: AnswerView.values(file.attributesJSON)
        )
        return RequestSubject(
            draft: draft,
            requestedAt: file.requestedAt,
            department: file.legs.first?.department ?? ""
        )
    }
}
