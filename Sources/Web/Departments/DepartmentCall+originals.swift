import Hummingbird
import ServiceRequests
import Store

extension DepartmentCall {
    /// Refuses completions that name an original which is none, by the rule the desk has: 400, and nothing is done.
    ///
    /// Gives what the call's key was answered before, where it was: an original may have turned private since.
    func refuseMisnamed(
        _ completions: [Completion],
        of caller: Caller,
        at member: (Int) -> String
    ) async throws -> Response? {
        let misnamed = try await caller.city.files.misnamed(completions, by: caller.department)
        guard !misnamed.isEmpty else { return nil }
        if let earlier = try await replay() { return earlier }
        let details = misnamed.prefix(FaultLog.maximum).compactMap { place -> String? in
            guard case .duplicate(let original) = completions[place].outcome else { return nil }
            return "\(member(place)): expected the service_request_id of another service request that your department"
                + " may read and that is no duplicate of this one, found “\(original.shortened)”"
        }
        throw Refusal.badRequest("expected originals that are there, found others", details: details)
    }
}
