import Testing

@testable import Postgres

@Suite struct EmbeddedReadingTests {
    @Test func `a postmaster file is read line by line`() throws {
        let text = "4711\n/data/postgresql\n1700000000\n5432\n/run/x\n\n  5432001    32769\nready   \n"
        let file = try #require(PostmasterFile(text))
        #expect(file.processID == 4711)
        #expect(file.clusterFolder == "/data/postgresql")
        #expect(file.port == 5432)
        #expect(file.socketFolder == "/run/x")
        #expect(file.status == "ready")
        #expect(try #require(PostmasterFile("4711\n/data\n1700000000\n5432\n")).status == "")
    }

    @Test(arguments: ["", "\n\n\n\n", "-4711\n/d\n1\n5432\n", "0\n/d\n1\n5432\n", "4711\n/d\n1\n", "x\n/d\n1\n5432\n"])
    func `a postmaster file that is cut short or odd names no server`(text: String) {
        #expect(PostmasterFile(text) == nil)
    }

    @Test(
        arguments: [
            ("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n", 15), ("postgres (PostgreSQL) 17beta1", 17),
            ("postgres (PostgreSQL) 9.6.24", 9), ("postgres", nil), ("postgres (PostgreSQL)", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func `the major version is read from what postgres says`(text: String, version: Int?) {
        #expect(ProgramSearch.majorVersion(in: text) == version)
    }

    @Test(
        arguments: [
            (0, ["HOME": "/root", "XDG_DATA_HOME": "/x"], "/var/lib/dispatch311"),
            (1000, ["HOME": "/home/ada"], "/home/ada/.local/share/dispatch311"),
            (1000, ["HOME": "/home/ada", "XDG_DATA_HOME": "/data"], "/data/dispatch311"),
            (1000, ["HOME": "/home/ada", "XDG_DATA_HOME": "data"], "/home/ada/.local/share/dispatch311"),
            (1000, ["HOME": "/home/ada", "XDG_DATA_HOME": ""], "/home/ada/.local/share/dispatch311"),
        ] as [(UInt32, [String: String], String)]
    )
    func `the default data directory depends on who runs the program`(
        user: UInt32,
        environment: [String: String],
        path: String
    ) {
        #expect(EmbeddedPostgres.defaultDataDirectory(environment: environment, user: user) == path)
    }

    @Test func `the installed programs are found by folder and by PATH`() async throws {
        let programs = try await EmbeddedPostgres.programs
        #expect(programs.majorVersion >= ServerPrograms.oldestMajorVersion)
        let byPath = ProgramSearch(versionsFolder: "/nonexistent", path: "/nonexistent:\(programs.folder)")
        #expect(try await byPath.programs() == programs)
        #expect(try await byPath.programs(majorVersion: programs.majorVersion) == programs)
    }
}
