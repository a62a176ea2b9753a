import Foundation
import Postgres
import Testing

@testable import dispatch311

@Suite struct FullDiskTests {
    /// Runs a shell command line in a mount namespace of its own, as root or in a user namespace.
    private static let wrapper: [String]? = [["-m"], ["-rm"]].map { ["/usr/bin/unshare"] + $0 }.first { words in
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = words.dropFirst() + ["sh", "-c", "mount -t tmpfs none /mnt"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test(
        .enabled(
            if: wrapper != nil,
            "needs a mount namespace: root, or a system where users may make namespaces (unshare -rm)"
        )
    )
    func `a full disk refuses submissions and loses none, and room made again is all it needs`() async throws {
        try await FaultSite.with { site in
            // The file system is seen by the server and its children only; this process looks in through /proc.
            let folder = site.scratch.path("small")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let mount = "mount -t tmpfs -o size=\(Self.megabytes)m none '\(folder)' && exec \"$0\" \"$@\""
            let server = try await FaultServer.start(
                dataDirectory: folder + "/data",
                wrapper: try #require(Self.wrapper) + ["sh", "-c", mount]
            )
            let inside = "/proc/\(server.processID)/root" + folder
            let filler = inside + "/filler"
            let replay = try site.replay("a", to: server, out: "1.csv", patience: 300)
            try await site.wait("some rows to be stored") {
                try await Self.postmaster(inside)?.number("SELECT count(*) FROM service_request") ?? 0 > 50
            }
            try Self.fill(filler)
            // What still fits into pages that are there is stored; soon nothing does.
            var number = 0
            try await site.wait("a submission to be refused") {
                number += 1
                return try await server.submit(key: "full-\(number)").status != 200
            }
            let refused = try await server.submit(key: "full-\(number)")
            if refused.status != 200 {
                #expect(refused.status == 503)
                #expect(refused.header("Retry-After") != nil)
            }
            try FileManager.default.removeItem(atPath: filler)

            try await site.wait("/readyz to say 200") { try await server.get("/readyz").status == 200 }
            for index in 1...number {
                try await site.wait("an answer") { try await server.submit(key: "full-\(index)").status == 200 }
            }
            let ended = try await replay.end(within: FaultPlan.limit)
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(try site.acknowledged("1.csv").ids.count == FaultPlan.rows)
            let again = try await site.replay("a", to: server, out: "2.csv", patience: 60, pace: false)
                .end(within: FaultPlan.limit)
            #expect(again.code == 0, "\(again.errors)")
            site.expectRepeated(try site.acknowledged("1.csv"), in: try site.acknowledged("2.csv"))
            _ = number
        }
    }

    private static let megabytes = 256 + FaultPlan.rows / 50

    private static func postmaster(_ inside: String) -> Postmaster? { Postmaster(dataDirectory: inside + "/data") }

    /// Writes until there is no room left.
    private static func fill(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw FaultSite.NeverCame(what: "a file to fill the disk with") }
        defer { close(descriptor) }
        for size in [1 << 20, 4096] {
            let bytes = [UInt8](repeating: 1, count: size)
            while write(descriptor, bytes, size) == size {}
        }
    }
}
