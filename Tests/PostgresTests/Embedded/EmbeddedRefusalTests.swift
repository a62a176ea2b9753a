import FoundationEssentials
import Glibc
import Testing

@testable import Postgres

@Suite struct EmbeddedRefusalTests {
    private func detail(
        _ code: PostgresError.Code,
        sourceLocation: SourceLocation = #_sourceLocation,
        of body: () async throws(PostgresError) -> Void
    ) async -> String {
        do throws(PostgresError) {
            try await body()
            Issue.record("nothing was refused", sourceLocation: sourceLocation)
            return ""
        } catch {
            #expect(error.code == code, sourceLocation: sourceLocation)
            return error.detail
        }
    }

    @Test func `missing programs name the package and the script that installs it`() async throws {
        try await DataDirectory.temporary { directory in
            let nowhere = ProgramSearch(versionsFolder: directory.path, path: "/nonexistent")
            let text = await detail(.programsMissing) { () throws(PostgresError) in
                _ = try await directory.start(search: nowhere)
            }
            #expect(text.contains("postgresql-15") && text.contains("Scripts/setup") && text.contains("found none"))
            #expect(FileStatus(directory.folder) == nil)
        }
    }

    @Test func `another version's cluster is refused and left alone`() async throws {
        try await DataDirectory.temporary { directory in
            await (try directory.start()).stop()
            let file = directory.folder + "/PG_VERSION"
            try Data("9\n".utf8).write(to: URL(filePath: file))
            let text = await detail(.programsMissing) { () throws(PostgresError) in _ = try await directory.start() }
            #expect(text.contains("PostgreSQL 9 ") && text.contains("15 in /"))
            #expect(FileStatus(directory.folder + "/global")?.isFolder == true)
        }
    }

    @Test(arguments: ["", "/postgresql"])
    func `a folder with someone else's cluster is refused`(place: String) async throws {
        try await DataDirectory.temporary { directory in
            let foreign = directory.path + place
            try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
            if geteuid() == 0 { try #require(chown(foreign, 65534, 65534) == 0) }
            try Data("15\n".utf8).write(to: URL(filePath: foreign + "/PG_VERSION"))
            let text = await detail(.embedded) { () throws(PostgresError) in _ = try await directory.start() }
            #expect(text.contains(foreign))
        }
    }

    @Test(arguments: ["", "/tmp/a\nb", "/tmp/$(id)", "/tmp/a\"b", "/tmp/a`b", String(repeating: "/x", count: 460)])
    func `a path that a shell or PostgreSQL would misread is refused`(path: String) async {
        let directory = DataDirectory(path: path)
        let text = await detail(.embedded) { () throws(PostgresError) in _ = try await directory.start() }
        #expect(text.contains("900 bytes"))
        #expect(path.isEmpty || FileStatus(path) == nil)
    }

    @Test func `a file in the place of the data directory is refused`() async throws {
        try await DataDirectory.temporary { directory in
            try Data().write(to: URL(filePath: directory.path))
            let text = await detail(.embedded) { () throws(PostgresError) in _ = try await directory.start() }
            #expect(text.contains(directory.path))
        }
    }

    @Test(arguments: [0o755, 0o770, 0o701])
    func `a socket folder that others may enter is refused`(mode: UInt32) async throws {
        try await DataDirectory.temporary { directory in
            let cluster = try directory.cluster()
            let path = try SocketFolder.prepare(nil, dataDirectory: cluster.dataDirectory, user: cluster.user)
            defer { rmdir(path) }
            try #require(chmod(path, mode) == 0)
            let text = await detail(.embedded) { () throws(PostgresError) in
                _ = try SocketFolder.prepare(nil, dataDirectory: cluster.dataDirectory, user: cluster.user)
            }
            #expect(text.contains(path) && text.contains(String(mode, radix: 8)))
        }
    }

    @Test func `a link in the place of the socket folder is refused`() async throws {
        try await DataDirectory.temporary { directory in
            let cluster = try directory.cluster()
            let path = try #require(
                SocketFolder.candidates(dataDirectory: cluster.dataDirectory, user: cluster.user).first
            )
            try #require(symlink("/tmp", path) == 0)
            defer { unlink(path) }
            let text = await detail(.embedded) { () throws(PostgresError) in
                _ = try SocketFolder.prepare(path, dataDirectory: cluster.dataDirectory, user: cluster.user)
            }
            #expect(text.contains("no folder"))
        }
    }

    @Test func `a server that cannot start says why`() async throws {
        try await DataDirectory.temporary { directory in
            await (try directory.start()).stop()
            let settings = try #require(smallFile(directory.folder + "/postgresql.conf"))
            let broken = settings + Array("no_such_setting = 1\n".utf8)
            try Data(broken).write(to: URL(filePath: directory.folder + "/postgresql.conf"))
            let user = try directory.cluster().user
            if user.isSwitched {
                try #require(chown(directory.folder + "/postgresql.conf", user.userID, user.groupID) == 0)
            }
            let text = await detail(.embedded) { () throws(PostgresError) in _ = try await directory.start() }
            #expect(text.contains("no_such_setting"))
        }
    }

    @Test func `a full disk is named in plain words before the program's own`() async throws {
        try await DataDirectory.temporary { directory in
            let cluster = try directory.cluster()
            let words = "FATAL:  could not write lock file \"postmaster.pid\": No space left on device"
            let error = cluster.failure(of: "the server to start", saying: words)
            #expect(error.code == .embedded)
            #expect(error.detail.contains("found: the disk of \(cluster.dataDirectory) is full; FATAL:"))
        }
    }
}
