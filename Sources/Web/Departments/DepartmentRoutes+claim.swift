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
    /// Takes items of a department's queues, or of one of them, for a while.
    func claim(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let queue = try await queue(in: context, of: caller)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ClaimOrder = try call.decoded()
        let look = ClaimLook(
            queues: caller.queues,
            worker: caller.worker(order.worker),
            queue: queue,
            order: order
        )
        guard order.waitSeconds > 0 else { return try await look.attempt(call) ?? .json(bytes: Claim.nothing.utf8) }
        // In line before the first look, so that work which comes after it is not missed.
        let place = caller.city.queues.enterLine(for: look.worker, from: queue)
        defer { place.leave() }
        if let response = try await place.look({ try await look.attempt(call) }) { return response }
        let end = ContinuousClock.now + .seconds(order.waitSeconds)
        do {
            // Who hung up takes nothing: the items would sit in a lease that nobody knows of.
            return try await request.body.consumeWithCancellationOnInboundClose { _ in
                // A server that is told to stop does not keep anyone waiting.
                while ContinuousClock.now < end, !Task.isShuttingDownGracefully {
                    // Woken by work; by itself too, because a wake-up may be lost.
                    let pause = min(claimInterval * Double.random(in: 1...2), end - .now)
                    await cancelWhenGracefulShutdown { await place.wait(atMost: pause) }
                    if let response = try await place.look({ try await look.attempt(call) }) { return response.closing }
                }
                return Response.json(bytes: Claim.nothing.utf8).closing
            }
        } catch is CancellationError {
            return .json(bytes: Claim.nothing.utf8)
        }
    }

    /// The queue in the address; nil for all of the department's.
    private func queue(in context: DispatchContext, of caller: Caller) async throws -> String? {
        let department = context.captured("department") ?? ""
        try caller.check(department: department)
        guard context.parameters.get("queue") != nil else { return nil }
        let queue = "\(department)/\(context.captured("queue") ?? "")"
        guard try await caller.city.knowsQueue(queue, of: department) else {
            throw Refusal(.notFound, "queue_unknown", "expected a queue of \(department), found another name")
        }
        return queue
    }
}

extension Response {
    /// The same, telling the client that its connection ends here: who watches for hanging up reads nothing more from it.
    fileprivate var closing: Response {
        var response = self
        response.headers[.connection] = "close"
        return response
    }
}

/// One look for work, as a claim that waits takes many.
private struct ClaimLook: Sendable {
    let queues: Queues
    let worker: Worker
    let queue: String?
    let order: ClaimOrder

    /// The items, or what the call's key was answered before; nil where nothing waits.
    func attempt(_ call: DepartmentCall) async throws -> Response? {
        // Taking a key is a write: who waits with one looks first, without. Only after a look that found nothing is it
        // certain that a twin that took the work has left its answer.
        if call.isKeyed, try await !queues.hasWork(for: worker, in: queue) { return try await call.replay() }
        try Task.checkCancellation()
        return try await call.once { (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            try queues.claim(
                order.limit,
                for: worker,
                from: queue,
                lease: .seconds(order.leaseSeconds),
                on: connection
            )?.text
        }
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
            "hops": .integer(hops),
            "offered_by": .text(offeredBy),
            "offer_expires_at": .text(offerExpiresAt.map(GeoReportDate.format)),
            "channel": .text(channel),
        ]
        // The answers are JSON already.
        return value.json.dropLast() + Array(#","attributes":"#.utf8) + Array(attributesJSON.utf8) + [UInt8(ascii: "}")]
    }
}
