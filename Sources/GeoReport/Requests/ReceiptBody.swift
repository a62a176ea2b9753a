public import ServiceRequests

/// The body of POST requests: a list of one, with the new request's id, or what else it can be asked for by.
public enum ReceiptBody {
    /// The body.
    ///
    /// A realtime service's has the id, a batch service's a token, a blackbox service's neither: what is not told has no
    /// place in it. `account_id` is null where the client sent none.
    public static func body(_ receipt: ServiceRequest.Receipt, extensions: Bool = false) -> WireBody {
        var members: [WireValue.Member] =
            switch receipt.reply {
            case .id: [.init("service_request_id", .string(receipt.id))]
            case .token: [.init("token", .text(receipt.token))]
            case .nothing: []
            }
        members += [
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
