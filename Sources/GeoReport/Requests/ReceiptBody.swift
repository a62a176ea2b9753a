public import ServiceRequests

/// The body of POST requests: a list of one, with the new request's id.
public enum ReceiptBody {
    /// The body as a value.
    ///
    /// There is an id, so there is no `token`; `account_id` is null where the client sent none.
    public static func value(_ receipt: ServiceRequest.Receipt, extensions: Bool = false) -> WireValue {
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
        return .array([.object(members)])
    }

    /// The body as JSON.
    public static func json(_ receipt: ServiceRequest.Receipt, extensions: Bool = false) -> [UInt8] {
        value(receipt, extensions: extensions).json
    }
}
