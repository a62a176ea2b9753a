import AsyncHTTPClient
import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A department's system and a resident, as far as a measurement needs them.
struct BenchClient: Sendable {
    /// A claim's answer.
    struct Claim: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            let item: Int

            enum CodingKeys: String, CodingKey {
                case item = "item_id"
            }
        }

        let lease: String?
        let items: [Item]

        enum CodingKeys: String, CodingKey {
            case lease = "lease_id"
            case items
        }
    }

    /// Sends in a service request that goes to the police.
    func submit(to server: String) async throws {
        let form = "service_code=noise-neighbor&lat=40.7614&long=-73.9776&description=A%20measurement."
        _ = try await post("\(server)/open311/v2/requests.json", form, type: "application/x-www-form-urlencoded")
    }

    /// Claims one item, waiting for it.
    func claim(_ queue: String, at server: String, key: String, wait: Int) async throws -> Claim {
        let body = #"{"limit":1,"wait_seconds":\#(wait)}"#
        let answer = try await post("\(server)/api/v1/queues/\(queue)/claims", body, key: key)
        return try JSONDecoder().decode(Claim.self, from: answer)
    }

    /// Says that the items of a claim are done.
    func complete(_ claim: Claim, at server: String, key: String) async throws {
        guard let lease = claim.lease else { return }
        let items = claim.items.map { #"{"item_id":\#($0.item),"outcome":"done"}"# }.joined(separator: ",")
        _ = try await post("\(server)/api/v1/leases/\(lease)/complete", #"{"items":[\#(items)]}"#, key: key)
    }

    private func post(
        _ url: String,
        _ body: String,
        type: String = "application/json",
        key: String? = nil
    ) async throws -> Data {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let answer = try await response.body.collect(upTo: 1 << 20)
        guard response.status == .ok else {
            throw BenchError("expected 200 from \(url), found \(response.status.code): \(String(buffer: answer))")
        }
        return Data(answer.readableBytesView)
    }
}
