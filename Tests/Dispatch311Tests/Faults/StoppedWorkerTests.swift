import Foundation
import Postgres
import Testing

@testable import dispatch311

/// A worker whose process stands still past its lease, and what it hears when it wakes.
@Suite struct StoppedWorkerTests {
    /// Claims, waits for a file, and then says what the worker meant to say of its items, one word each.
    private static let shift = """
        run() { "$program" queue "$@" --url "$url" --key-file "$key" --worker sleeper; }
        program=$0 url=$1 key=$2 sign=$3
        claim=$(run claim works --limit 4 --lease-seconds 5 --json)
        lease=$(echo "$claim" | sed 's/.*"lease_id":"\\([^"]*\\)".*/\\1/')
        set -- $(echo "$claim" | grep -o '"item_id":[0-9]*' | cut -d: -f2)
        echo "holds $# items"
        while [ ! -e "$sign" ]; do sleep 0.05; done
        run accept --lease "$lease" "$1"
        run complete --lease "$lease" --outcome done "$2"
        run release --lease "$lease" "$3"
        run hand-over --lease "$lease" --to parks --reason "a test" "$4"
        "$program" queue renew --lease "$lease" --url "$url" --key-file "$key"
        """

    @Test(.enabled(if: FaultPlan.table == nil, "works the tiny city's queues"))
    func `a worker that is stopped past its lease and woken hears that its items are not its own any more`()
        async throws
    {
        try await FaultSite.with { site in
            let server = try await site.serve()
            let key = site.scratch.path("key")
            let made = try await Program.start(
                ["key", "create", "--department", "works", "--out", key, "--data-dir", site.dataDirectory]
            ).end()
            #expect(made.code == 0, "\(made.errors)")
            for number in 0..<4 {
                let form = Array("service_code=pothole&lat=10.01&long=20.005".utf8)
                #expect(try await server.submit(form, key: "k\(number)").status == 200)
            }
            let sign = site.scratch.path("sign")
            let worker = try Program.start(
                [server.url, key, sign],
                wrapper: ["/bin/sh", "-c", Self.shift]
            )
            try await site.wait("the worker to hold its items") { worker.output.contains("holds 4 items") }
            kill(worker.process.processIdentifier, SIGSTOP)
            try site.scratch.file("sign", "")
            try await site.wait("the lease to be taken back") {
                try await site.postmaster?.number("SELECT count(*) FROM lease") == 0
            }
            let other = try await Program.start(
                ["queue", "claim", "works", "--limit", "4", "--url", server.url, "--key-file", key, "--json"]
            ).end()
            let claim = try JSONDecoder().decode(ClaimedWork.self, from: Data(other.output.utf8))
            #expect(claim.items.count == 4)
            let items = claim.items.map { String($0.item) }
            let accepted = try await Program.start(
                ["queue", "accept", "--lease", try #require(claim.lease), "--url", server.url, "--key-file", key]
                    + items
            ).end()
            #expect(accepted.code == 0, "\(accepted.output)\(accepted.errors)")
            #expect(!worker.output.contains("stale"))

            kill(worker.process.processIdentifier, SIGCONT)
            let ended = try await worker.end()
            let stale = items.map { "\($0) stale: not held any more, someone else may have it" }
            #expect(ended.output.split(separator: "\n").dropFirst().dropLast().map { String($0) } == stale)
            #expect(ended.output.hasSuffix("is gone: someone else may have its items\n"))
            #expect(ended.code == 1, "\(ended.errors)")
            let events = "SELECT count(*) FROM event WHERE kind IN ('completed', 'released', 'offered')"
            #expect(try await site.postmaster?.number(SQL(unescaped: events)) == 0)
            #expect(try await site.postmaster?.number("SELECT count(*) FROM event WHERE kind = 'accepted'") == 4)
            try await site.expectSound(4)
            #expect(try await server.terminate().ended.code == 0)
            site.expectCalm(server)
        }
    }
}
