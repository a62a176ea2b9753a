import Boundaries
import ServiceRequests

extension SubmissionDecoder {
    /// Where the problem is; nil after saying what is wrong.
    func location(
        in form: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> ServiceRequest.Location? {
        let address = text("address_string", atMost: ServiceRequest.maximumAddress, in: form, &faults)
        let addressID = line("address_id", atMost: Self.longestName, in: form, &faults)
        do throws(GeoReportError) {
            if let coordinate = try form.coordinate(near: extent) { return .point(coordinate) }
        } catch {
            faults += error.faults
            return nil
        }
        // Words lead a person to the place; the id of a list we do not have is the last resort.
        if let address { return .address(address) }
        if let addressID { return .addressID(addressID) }
        if form["address_string"] == nil, form["address_id"] == nil {
            faults.append(
                .init(.locationMissing, "location: expected lat and long, address_string or address_id, found none")
            )
        }
        return nil
    }
}
