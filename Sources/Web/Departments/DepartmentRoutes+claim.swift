import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceLifecycle
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DepartmentRoutes {
    /// How often a claim that waits looks again.
    private static let pollInterval: Duration = .milliseconds(250)

    /// Takes items of a department's queues, or of one of them, for a while.
    func claim(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        let queue = try await queue(in: context, of: caller)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ClaimOrder = try call.decoded()
        let queues = caller.city.queues
        let worker = caller.worker(order.worker)
        let end = ContinuousClock.now + .seconds(order.waitSeconds)
        while true {
            // Taking a key is a write: who waits with one looks first, without. Only after a look that found nothing is
            // it certain that a twin that took the work has left its answer.
            let isWorthIt = if call.isKeyed { try await queues.hasWork(for: worker, in: queue) } else { true }
            if isWorthIt {
                let response = try await call.once {
                    (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
                    try queues.claim(
                        order.limit,
                        for: worker,
                        from: queue,
                        lease: .seconds(order.leaseSeconds),
                        on: connection
                    )?.text
                }
                if let response { return response }
            } else if let replay = try await call.replay() {
                return replay
            }
            // A server that is told to stop does not keep anyone waiting.
            guard ContinuousClock.now < end, !Task.isShuttingDownGracefully else {
                return .json(bytes: Claim.nothing.utf8)
            }
            try await Task.sleep(for: min(Self.pollInterval, end - .now))
        }
    }

    /// The queue in the address; nil for all of the department's.
    private func queue(in context: DispatchContext, of caller: Caller) async throws -> String? {
        let department = context.captured("department") ?? ""
        try caller.check(department: department)
        guard context.parameters.get("queue") != nil else { return nil }
        let queue = "\(department)/\(context.captured("queue") ?? "")"
        if caller.city.hasQueue(queue, of: department) { return queue }
        // One that an earlier catalog gave it may still hold work.
        guard try await caller.city.queues.isKnown(queue) else {
            throw Refusal(.notFound, "queue_unknown", "expected a queue of \(department), found another name")
        }
        return queue
    }
}

extension Claim {
    /// What a claim answers that found nothing.
    fileprivate static var nothing: String {
        let answer: WireValue = ["lease_id": .null, "expires_at": .null, "items": .array([])]
        return String(decoding: answer.json, as: UTF8.self)
    }

    fileprivate var text: String {
        let head: WireValue = [
            "lease_id": .string(lease.uuidString.lowercased()),
            "expires_at": .string(GeoReportDate.format(expiresAt)),
        ]
        var json = Array(head.json.dropLast())
        json += Array(#","items":["#.utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            json += item.json
        }
        json += Array("]}".utf8)
        return String(decoding: json, as: UTF8.self)
    }
}

extension WorkItem {
    fileprivate var json: [UInt8] {
        let value: WireValue = [
            "item_id": .integer(Int(item)),
            "attempt": .integer(attempt),
            "priority": .integer(priority),
            "queue": .string(queue),
            "leg": .integer(leg),
            "service_request_id": .string(serviceRequestID),
            "service_code": .string(serviceCode),
            "lat": latitude.map { .number($0) } ?? .null,
            "long": longitude.map { .number($0) } ?? .null,
            "address": .text(address),
            "description": .text(description),
            "requested_datetime": .string(GeoReportDate.format(requestedAt)),
            "due_datetime": .text(dueAt.map(GeoReportDate.format)),
        ]
        // The answers are JSON already.
        return value.json.dropLast() + Array(#","attributes":"#.utf8) + Array(attributesJSON.utf8) + [UInt8(ascii: "}")]
    }
}
