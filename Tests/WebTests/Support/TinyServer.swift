import Hummingbird
import HummingbirdTesting
import Logging
import Store
import TestSupport
import Web

/// The tiny city's server on a database of a test's own.
enum TinyServer {
    static func configuration(_ database: TestDatabase) -> WebConfiguration {
        var configuration = WebConfiguration(
            port: 0,
            database: database.configuration,
            poolSizes: PoolSizes(total: 6),
            catalogFolder: TinyCity.catalogFolder,
            geodataFolder: TinyCity.geodataFolder
        )
        configuration.rescueInterval = .milliseconds(100)
        configuration.deadlineInterval = .milliseconds(100)
        configuration.passwordCost = .quick
        configuration.limits.linger = .milliseconds(200)
        return configuration
    }

    static var logger: Logger {
        var logger = Logger(label: "web-tests")
        logger.logLevel = .critical
        return logger
    }

    /// Runs a test against the server.
    static func with<R: Sendable>(
        _ setup: TestingSetup = .router,
        logger: Logger = TinyServer.logger,
        change: (inout WebConfiguration) -> Void = { _ in },
        _ body: @Sendable (Visitor) async throws -> R
    ) async throws -> R {
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = configuration(database)
            change(&configuration)
            let server = try await buildApplication(configuration: configuration, logger: logger)
            return try await server.application.test(setup) { client in
                try await body(Visitor(client: client, server: server, database: database))
            }
        }
    }
}
