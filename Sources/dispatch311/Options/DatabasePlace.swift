import Logging
import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where the database is.
enum DatabasePlace: Sendable {
    /// A server somebody else runs.
    case server(PostgresConfiguration)
    /// The program's own, in a folder; nil means the default one.
    case embedded(String?)

    /// The server a URL names.
    static func at(_ url: String) throws(CommandError) -> DatabasePlace {
        do throws(PostgresError) {
            return .server(try PostgresConfiguration(url: url))
        } catch {
            throw CommandError(
                .usage,
                "--database: expected postgres://user@host:port/name or libpq's keywords, found something else"
            )
        }
    }

    /// The folder of the program's own database where none has been made yet; nil where there is one, or a server.
    var emptyFolder: String? {
        guard case .embedded(let given) = self else { return nil }
        let folder = given ?? EmbeddedPostgres.defaultDataDirectory()
        return FileManager.default.fileExists(atPath: "\(folder)/postgresql/PG_VERSION") ? nil : folder
    }

    /// Makes the database ready to be connected to, starting the program's own where needed.
    func open(logger: Logger) async throws(CommandError) -> OpenDatabase {
        switch self {
        case .server(let configuration):
            return OpenDatabase(configuration: configuration, embedded: nil)
        case .embedded(let folder):
            do throws(PostgresError) {
                let embedded = try await EmbeddedPostgres.start(dataDirectory: folder, logger: logger)
                return OpenDatabase(configuration: embedded.configuration, embedded: embedded)
            } catch {
                throw CommandError(error)
            }
        }
    }
}
