import Foundation
import Testing

@testable import dispatch311_bench

@Suite struct ChaosDatabaseTests {
    @Test func `the number of a stranger in an old file is no postmaster, and nobody kills it`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dispatch311-bench-\(UUID().uuidString)")
        let data = folder.appending(path: "postgresql")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let stranger = try ChaosProcess(["/bin/sleep", "60"], log: folder.appending(path: "log").path)
        try Data("\(stranger.processID)\n".utf8).write(to: data.appending(path: "postmaster.pid"))
        let database = ChaosDatabase(dataDirectory: folder.path)
        #expect(database.processID == nil)
        #expect(!database.kill(stranger.processID))
        #expect(stranger.isRunning)
        let isKilled = await stranger.murder()
        #expect(isKilled)
    }
}
