import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SubmissionDecoder {
    /// Checks the form of POST servicerequestupdates, or says everything that is wrong with it at once.
    ///
    /// `update_id_ext`, as old FixMyStreets have it, is read where `update_id` is not there. Names, mail addresses and
    /// whatever else comes with it are left alone: they may be another's than who sent the request, and nobody needs them.
    public func decodeUpdate(_ form: FormParameters) throws(GeoReportError) -> ClientUpdate {
        var faults: [GeoReportError.Fault] = []
        do throws(GeoReportError) {
            _ = try jurisdictions.id(in: form)
        } catch {
            faults += error.faults
        }
        let name = form["update_id"] == nil && form["update_id_ext"] != nil ? "update_id_ext" : "update_id"
        for needed in ["service_request_id", name, "status", "updated_datetime", "description"]
        where form[needed] == nil {
            faults.append(.init(.parameterMissing, "\(needed): expected one, found none"))
        }
        let id = line(name, atMost: Self.longestName, in: form, &faults)
        let status = form["status"].flatMap { UpdateStatus(word: $0) }
        if let word = form["status"], status == nil {
            let words = UpdateStatus.allCases.map(\.capitals).joined(separator: ", ")
            faults.append(.init(.statusUnknown, "status: expected one of \(words), found \(Quotation(word))"))
        }
        let saidAt = form["updated_datetime"].flatMap { GeoReportDate.parse($0) }
        if let text = form["updated_datetime"], saidAt == nil {
            faults.append(
                .init(
                    .dateMalformed,
                    "updated_datetime: expected a date with time and zone like \(GeoReportDate.example), "
                        + "found \(Quotation(text))"
                )
            )
        }
        let description = description(in: form, &faults)
        let mediaURLs = mediaURLs(in: form, &faults)
        if let error = GeoReportError(faults) { throw error }
        guard let requestID = form["service_request_id"], let id, let status, let saidAt, let description else {
            throw GeoReportError(.badRequest, "expected an update, found none")
        }
        return ClientUpdate(
            id: id,
            requestID: requestID,
            status: status,
            saidAt: saidAt,
            description: description,
            mediaURLs: mediaURLs
        )
    }
}
