import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a client's update does, by its status and how the request stands: only what residents may do on their own pages.
///
/// | status | open request | closed request |
/// |---|---|---|
/// | `UNCHANGED` | a note | refused |
/// | `OPEN` | a note | opened again, if the resident said it after the closing |
/// | `REOPEN` | a note | opened again |
/// | `FIXED`, `CLOSED` | a note that says so | confirmed, where a department says that it dealt with it |
/// | any other | a note where the request stands or stood so, as the client was told; else refused | refused |
///
/// A client that did not send the request may say that it is still there, as anybody may who knows the reference of a public
/// request, and no more: its pictures and links are not kept.
struct ClientSaying {
    /// What is done.
    let move: ClientWord.Move
    /// Words of ours before the resident's, for the people who read the note; nil for none.
    let lead: String?
    /// Whether the pictures that come with it are kept: those of whoever did not send the request are a stranger's.
    let takesPictures: Bool

    /// Decides.
    ///
    /// - Parameters:
    ///   - update: what the client says.
    ///   - standing: how the request stands.
    ///   - isSender: whether the client sent the request.
    ///   - told: every word that the request's history has had, as others are told it.
    /// - Throws: why the client may not say this.
    init(
        _ update: ClientUpdate,
        of standing: RequestStanding,
        isSender: Bool,
        told: Set<UpdateStatus>
    ) throws(GeoReportError) {
        let move = try Self.move(update, standing, told)
        if !isSender {
            guard move == .reopen, !standing.isPrivate else {
                throw Self.refused(
                    "service_request_id: expected a request that this client sent, found another's; of those a client may "
                        + "say that a closed public one is still there (REOPEN), and no more"
                )
            }
        }
        self.move = move
        takesPictures = isSender
        let isFixed = update.status == .fixed || update.status == .closed
        // A resident does not close a request.
        lead = move == .note && isFixed ? "Says that it is fixed:" : nil
    }

    private static func move(
        _ update: ClientUpdate,
        _ standing: RequestStanding,
        _ told: Set<UpdateStatus>
    ) throws(GeoReportError) -> ClientWord.Move {
        switch update.status {
        case .fixed, .closed:
            return standing.isOpen ? .note : .confirm
        case .reopen:
            return standing.isOpen ? .note : .reopen
        case .open where !standing.isOpen:
            guard let closedAt = standing.closedAt, update.saidAt > closedAt else {
                throw refused(
                    "status: OPEN was said before the request was closed; say REOPEN if the problem is still there"
                )
            }
            return .reopen
        case .open, .unchanged:
            break
        default:
            guard told.contains(update.status) else {
                throw refused(
                    "status: \(update.status.capitals) is for the department to say; expected OPEN, REOPEN, FIXED, CLOSED, "
                        + "UNCHANGED, or a word that the request had"
                )
            }
        }
        guard standing.isOpen else {
            throw refused("status: the request is closed and takes no notes; expected REOPEN or FIXED")
        }
        return .note
    }

    static func refused(_ description: String) -> GeoReportError { GeoReportError(.updateRefused, description) }
}
