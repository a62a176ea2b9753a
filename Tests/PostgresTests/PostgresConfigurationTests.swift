import Testing

@testable import Postgres

@Suite struct PostgresConfigurationTests {
    private static let secret = "s3cr3t p@ss"

    @Test(arguments: [
        "postgres://jane:s3cr3t%20p%40ss@db.example:6543/city?connect_timeout=3&application_name=me&sslmode=disable",
        "postgresql://jane:s3cr3t%20p%40ss@db.example:6543/city?connect_timeout=3&application_name=me&sslmode=disable",
        """
        host=db.example port=6543 dbname=city user=jane password='s3cr3t p@ss' connect_timeout=3 application_name=me \
        sslmode=disable
        """,
    ])
    func `URLs and keywords say the same`(text: String) throws {
        let configuration = try PostgresConfiguration(url: text)
        #expect(configuration.host == "db.example")
        #expect(configuration.port == 6543)
        #expect(configuration.database == "city")
        #expect(configuration.user == "jane")
        #expect(configuration.password == Self.secret)
        #expect(configuration.connectTimeout == .seconds(3))
        #expect(configuration.applicationName == "me")
        #expect(configuration.connectionKeywords["sslmode"] == "disable")
        #expect(configuration.connectionKeywords["connect_timeout"] == nil)
    }

    @Test func `no way of printing shows the password`() throws {
        let configuration = try PostgresConfiguration(url: "postgres://jane:hunter2@db.example/city")
        var dumped = ""
        dump(configuration, to: &dumped)
        let wrapped = [configuration]
        for text in [
            "\(configuration)", String(describing: configuration), String(reflecting: configuration), dumped,
            "\(wrapped)", String(reflecting: Optional(configuration)),
        ] {
            #expect(!text.contains("hunter2"), "\(text)")
            #expect(text.contains("jane"))
        }
    }

    @Test(arguments: ["postgres://jane:hunter2@[::", "hunter2", "postgres://jane:hunter2@h/d?nonsense=hunter2", "a\0b"])
    func `a text that is neither is refused without being repeated`(text: String) async {
        let error = await failure { try PostgresConfiguration(url: text) }
        #expect(error?.code == .connectFailed)
        #expect(error.map { String(reflecting: $0).contains("hunter2") } == false)
    }

    @Test func `a connect error does not show the password`() async throws {
        var configuration = try TestServer.configuration
        configuration.password = "hunter2"
        configuration.user = "nobody here"
        let error = await failure { [configuration] in try await PostgresConnection.open(configuration) }
        #expect(error?.sqlState?.classCode == "28")
        #expect(error.map { String(reflecting: $0).contains("hunter2") } == false)
    }

    @Test func `options of the URL come after our own and so win`() throws {
        let configuration = try PostgresConfiguration(url: "postgres://h/d?options=-c%20lock_timeout%3D9s")
        #expect(configuration.connectionKeywords["options"]?.hasSuffix("-c lock_timeout=9s") == true)
    }
}
