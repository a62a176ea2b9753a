/// The body of GET tokens/{token}: a list of one, with the token and what it has become.
public enum TokenBody {
    /// The body; without an id, which is not out yet, the id's place is empty.
    public static func body(token: String, id: String?) -> WireBody {
        WireBody(.serviceRequests, .array([["service_request_id": .text(id), "token": .string(token)]]))
    }
}
