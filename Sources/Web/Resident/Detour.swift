import Hummingbird
import Logging
import Store

/// An answer that a page gives instead of itself: thrown from wherever it turns out, sent as it is.
struct Detour: Error {
    let response: Response

    init(_ response: Response) { self.response = response }

    /// To another address.
    static func to(_ address: String) -> Detour { Detour(Pages.redirect(to: address)) }
}

extension ResidentRoutes {
    /// A handler whose detours are taken, and which says in a resident's words that the database is away.
    func page(_ handler: @escaping Router<DispatchContext>.Handler) -> Router<DispatchContext>.Handler {
        { request, context in
            do {
                return try await handler(request, context)
            } catch let detour as Detour {
                return detour.response
            } catch let error as StoreError where Refusal(error).status == .serviceUnavailable {
                guard let visit = try? PageVisit(request, cities: cities) else { throw error }
                context.logger.error("A page could not be shown", metadata: error.metadata)
                let again = MessageView(
                    heading: visit.words("message_away"),
                    sentences: [visit.words("message_nothing_lost"), visit.words("message_reload")]
                )
                return message(again, status: .serviceUnavailable, for: visit)
            }
        }
    }
}
