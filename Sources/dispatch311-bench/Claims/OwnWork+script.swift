import Postgres
import Store
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension OwnWork {
    /// What our own sessions are set to, so that row-level security holds in pgbench as it does in the server.
    var settings: [String: String] {
        DatabaseRole.department.settings.merging(
            [
                "dispatch311.jurisdiction": "\(jurisdiction.number)", "dispatch311.department": Self.department,
            ]
        ) { role, _ in role }
    }

    /// Our claim and acceptance as a pgbench script: the statements that `Store` sends, taken from the server's log.
    ///
    /// Where a claim takes several, the acceptance reads their numbers from the lease, because pgbench keeps only one
    /// row of an answer: one row more is read than in the program. It begins at the front of every lane, without hints.
    func script(batch: Int) async throws -> String {
        let taken = Mutex<Claim?>(nil)
        let statements = try await StatementCapture.statements(in: database) { [jurisdiction] pool in
            let queues = Queues(pool: pool, jurisdiction: jurisdiction)
            let worker = Worker(department: Self.department, name: "capture")
            guard
                let claim = try await queues.claim(
                    batch,
                    for: worker,
                    from: "\(Self.department)/0",
                    lease: .seconds(300)
                )
            else { throw BenchError("expected items to claim once, found none") }
            taken.withLock { $0 = claim }
            _ = try await queues.accept(claim.items.map { Acceptance(item: $0.item) }, under: claim.lease, by: worker)
        }
        guard statements.count == 2, let claim = taken.withLock({ $0 }) else {
            throw BenchError(
                "expected a claim to be one statement and its acceptance another, found \(statements.count)"
            )
        }
        let lease = "nullif(:lease, '')::uuid"
        let items =
            batch == 1
            ? "ARRAY[nullif(:item, '')::bigint]"
            : "(SELECT items FROM lease WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease))"
        let numbers = "{" + claim.items.map { "\($0.item)" }.joined(separator: ",") + "}"
        let take = statements[0].spelled {
            $0.text == "\(Self.department)/0" ? "'\(Self.department)/' || :queue::text" : nil
        }
        let accept = statements[1].spelled { value in
            switch value.text {
            case claim.lease.uuidString.lowercased(): lease
            case numbers: items
            default: nil
            }
        }
        guard take.contains(":queue"), accept.contains(lease), accept.contains(items) else {
            throw BenchError("expected queue, lease and items among the values, found them missing")
        }
        return """
            \\set n :n + 1
            \\set queue (:client_id * 19 + :n) % \(queues)
            \(take) \\aset
            \(accept);
            """
    }
}
