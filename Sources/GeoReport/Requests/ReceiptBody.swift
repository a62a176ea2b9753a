public import ServiceRequests

/// The body of POST requests: a list of one, with the new request's id.
public enum ReceiptBody {
    /// The body.
    ///
    /// There is an id, so there is no `token`; `account_id` is null where the client sent none.
    public static func body(_ receipt: ServiceRequest.Receipt, extensions: Bool = false) -> WireBody {
        var members: [WireValue.Member] = [
            .init("service_request_id", .string(receipt.id)),
            .init("service_notice", .text(receipt.serviceNotice)),
            .init("account_id", .text(receipt.accountID)),
        ]
        if extensions {
            members.append(
                .init("extended_attributes", .extended(department: receipt.department, queue: receipt.queue))
            )
        }
        return WireBody(.serviceRequests, .array([.object(members)]))
    }
}
