import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import Store

extension Refusal {
    /// What a client is told of any error that comes out of a handler.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal:
            self = refusal
        case let error as StoreError:
            self.init(error)
        case let error as HTTPError:
            self.init(error)
        case let error as GeoReportError:
            // A page's own parameters are read by the same decoders.
            self.init(
                HTTPResponse.Status(code: error.status),
                "bad_request",
                "expected parameters this address takes, found others",
                details: error.faults.map(\.description)
            )
        default:
            self = .internalFault
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .unavailable:
            self = .unavailable("The database cannot be reached just now; send the same again.")
        case .fateUnknown:
            self = .unavailable(
                "The database did not answer, so it is not known whether this was stored; send the same again with "
                    + "the same Idempotency-Key."
            )
        case .refused(let error) where error.code == .poolClosed:
            self = .unavailable("The server is shutting down; send the same again.")
        case .refused(let error) where error.isRowRefused:
            // Our own checks let it through: the database did not, and nothing was done.
            self = Refusal(
                .forbidden,
                "forbidden",
                "expected work that your department may move, found another department's"
            )
        case .refused:
            self = .internalFault
        case .crowded:
            // Not all of them at the same moment again.
            self = .unavailable(
                "More comes in just now than can be stored; send the same again.",
                retryAfter: Int.random(in: 1...5)
            )
        }
    }

    /// What Hummingbird itself throws: an address or a method it has no route for, parameters it cannot read.
    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self = .notFound("there is nothing at this address")
        case let status where (400..<500).contains(status.code):
            self.init(status, "bad_request", error.body ?? status.reasonPhrase, headers: error.headers)
        default: self = .internalFault
        }
    }
}
