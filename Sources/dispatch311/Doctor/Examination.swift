import Glibc
import OpenIDConnect
import Photos
import Postgres
import ServiceRequests
import Store
import Web

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Looks at everything the program needs, one thing after the other.
struct Examination: Sendable {
    /// Less free space than this is a finding, in bytes.
    static let leastSpace: Int64 = 1_000_000_000
    /// A clock that differs more than this from the database's is a finding, in seconds.
    static let largestOffset = 2.0

    /// Where a server would listen.
    let server: ServerOptions
    /// Which city.
    let city: CityOptions
    /// Which database.
    let place: DatabasePlace
    /// The city's own sign-in; nil where there is none.
    let provider: ProviderSettings?

    /// The checks as they are made.
    func checks() -> AsyncStream<Check> {
        let (stream, found) = AsyncStream<Check>.makeStream()
        let task = Task {
            // A stream's producer has to be a task of its own; it ends with the stream.
            found.yield(await programs())
            found.yield(await codes())
            for check in await cities() { found.yield(check) }
            for check in await ElsewhereCheck(city: city, folder: server.secretsFolder).checks() { found.yield(check) }
            found.yield(await port())
            for check in await mail() { found.yield(check) }
            found.yield(await signIn())
            found.yield(space())
            found.yield(leaflet())
            for check in await photos() { found.yield(check) }
            for check in await database() { found.yield(check) }
            found.finish()
        }
        found.onTermination = { _ in task.cancel() }
        return stream
    }

    private func programs() async -> Check {
        do throws(PostgresError) {
            let programs = try await EmbeddedPostgres.programs
            return .good("PostgreSQL", "version \(programs.majorVersion) in \(programs.folder)")
        } catch {
            if case .server = place { return .good("PostgreSQL", "no programs here; not needed with --database") }
            return .bad("PostgreSQL", error.detail, remedy: "Scripts/setup installs them.")
        }
    }

    private func codes() async -> Check {
        let program = QRCodeProgram()
        do throws(PhotoError) {
            _ = try await program.code(of: "311")
            return .good("QR codes", "\(program.name) makes them")
        } catch {
            return .bad("QR codes", error.debugDescription, remedy: "Pages have none. Scripts/setup installs qrencode.")
        }
    }

    private func cities() async -> [Check] {
        let folders: CityFolders
        let ids: [String]
        do throws(CommandError) {
            (folders, ids) = try served()
        } catch {
            return [.bad("City", error)]
        }
        var checks: [Check] = []
        for id in ids {
            let report = await folders.lint(id)
            let found =
                "\(id): \(report.entries), \(NumberText.count(report.departments, "department")), "
                + NumberText.count(report.boundaries, "boundary", "boundaries")
            checks.append(
                report.errors == 0
                    ? .good(
                        "City",
                        found + (report.warnings > 0 ? ", \(NumberText.count(report.warnings, "warning"))" : "")
                    )
                    : .bad(
                        "City",
                        "\(id): \(NumberText.count(report.errors, "error")), the first: "
                            + (report.findings.first { $0.severity == "error" }?.text ?? ""),
                        remedy: "dispatch311 catalog lint shows them all."
                    )
            )
        }
        return checks
    }

    /// The cities' folders, and which of them a server would serve.
    func served() throws(CommandError) -> (CityFolders, [String]) {
        let folders = try city.folders()
        return (folders, folders.wanted == nil ? try folders.all() : [try folders.jurisdiction()])
    }

    private func port() async -> Check {
        let (host, port) = (server.host, server.port)
        guard let obstacle = PortCheck.obstacle(host: host, port: port) else {
            return .good("Port", "\(host):\(port) is free")
        }
        let address = server.address(port: port)
        let answer = try? await ServerClient.using(url: address) { client in try await client.get("/livez") }
        if answer?.text.contains("\"alive\"") == true {
            return .good("Port", "\(host):\(port): a Dispatch311 server answers")
        }
        return .bad("Port", "\(host): \(obstacle)", remedy: "Choose another one with --port N.")
    }

    /// The folder of the program's own database; nil where it works with another.
    private var dataDirectory: String? {
        guard case .embedded(let given) = place else { return nil }
        return given ?? EmbeddedPostgres.defaultDataDirectory()
    }

    /// The program that draws photos, and the folder they are kept in.
    private func photos() async -> [Check] {
        let program = PictureProgram()
        let version = await program.version()
        let drawing =
            version.map { Check.good("Photos", "\($0) draws them") }
            ?? .bad(
                "Photos",
                "\(program.name) is not installed or does not start, so no photos are taken",
                remedy: "Scripts/setup installs it (Debian: libvips-tools)."
            )
        guard let folder = server.photosFolder(beside: dataDirectory) else {
            return [drawing, .good("Photos", "no folder is named, so none are taken; --photos DIR names one")]
        }
        guard FileManager.default.fileExists(atPath: folder) else {
            return [drawing, .good("Photos", "no folder yet at \(folder); demo and serve make it")]
        }
        do throws(PhotoError) {
            try await PhotoFolder(folder).prepare()
            return [drawing, .good("Photos", "kept in \(folder)")]
        } catch {
            return [
                drawing,
                .bad(
                    "Photos",
                    error.debugDescription,
                    remedy: "Name a folder this user may write to with --photos DIR."
                ),
            ]
        }
    }

    private func space() -> Check {
        var folder = dataDirectory ?? "/"
        var status = statvfs()
        while statvfs(folder, &status) != 0, let slash = folder.lastIndex(of: "/") {
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
            if folder == "/" {
                _ = statvfs(folder, &status)
                break
            }
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        let found = "\(NumberText.bytes(free)) free at \(folder)"
        return free >= Self.leastSpace
            ? .good("Disk", found)
            : .bad(
                "Disk",
                found,
                remedy: "Make at least \(NumberText.bytes(Self.leastSpace)) free, or use another --data-dir."
            )
    }

    private func leaflet() -> Check {
        if LeafletFolder(server.leaflet).isThere { return .good("Leaflet", "in \(server.leaflet)") }
        return .bad(
            "Leaflet",
            "no leaflet.min.js and leaflet.css in \(server.leaflet); maps stay pictures",
            remedy: "Scripts/setup installs it (libjs-leaflet); --leaflet FOLDER where it is elsewhere."
        )
    }

    private func database() async -> [Check] {
        if let folder = place.emptyFolder {
            return [.good("Database", "none yet in \(folder); demo, serve and migrate make it")]
        }
        do throws(CommandError) {
            return try await place.withPool { pool, database throws(CommandError) in
                var checks = [await reach(pool, database)]
                guard checks[0].ok else { return checks }
                let tables = await tables(pool)
                checks.append(tables)
                if tables.ok {
                    checks.append(await roles(pool))
                    checks += await published(pool)
                }
                checks.append(await clock(pool))
                return checks
            }
        } catch {
            return [.bad("Database", error)]
        }
    }

    private func reach(_ pool: PostgresPool, _ database: OpenDatabase) async -> Check {
        do throws(PostgresError) {
            let version = try await pool.first("SELECT current_setting('server_version')") {
                row throws(PostgresError) in
                try row.decode(String.self)
            }
            let kind = database.embedded.map { "the program's own, in \($0.dataDirectory)" } ?? "as named"
            return .good("Database", "PostgreSQL \(version ?? "of an unknown version"), \(kind)")
        } catch {
            return .bad("Database", CommandError(error))
        }
    }

    private func tables(_ pool: PostgresPool) async -> Check {
        do throws(CommandError) {
            let status = try await SchemaWords.status(pool)
            guard case .current = status else { return .bad("Tables", SchemaWords.error(for: status)) }
            guard try await SchemaWords.isInOrder(pool) else { return .bad("Tables", SchemaWords.outOfOrder) }
            return .good("Tables", "up to date")
        } catch {
            return .bad("Tables", error)
        }
    }

    private func roles(_ pool: PostgresPool) async -> Check {
        do throws(CommandError) {
            if let obstacle = try await SchemaWords.obstacle(pool) { return .bad("Roles", obstacle) }
            return .good("Roles", DatabaseRole.allCases.map(\.rawValue).joined(separator: ", "))
        } catch {
            return .bad("Roles", error)
        }
    }

    private func published(_ pool: PostgresPool) async -> [Check] {
        do throws(StoreError) {
            let published = try await Jurisdictions(pool: pool).published()
            guard !published.isEmpty else { return [.good("Published", "nothing yet; the first serve does it")] }
            var checks: [Check] = []
            for code in published.keys.sorted() {
                let row = try await Jurisdictions(pool: pool).open(code)
                guard let active = try await Publications(pool: pool, jurisdiction: row).active() else { continue }
                checks.append(
                    .good(
                        "Published",
                        "\(code): publication \(active.number), catalog \(active.catalog), "
                            + NumberText.count(active.layers.count, "layer")
                    )
                )
                checks += try await ScheduleCheck(pool: pool, jurisdiction: row).checks()
                checks += try await PushCheck(pool: pool, jurisdiction: row).checks()
            }
            return checks
        } catch {
            return [.bad("Published", CommandError(error))]
        }
    }

    private func clock(_ pool: PostgresPool) async -> Check {
        let clock = DatabaseClock(pool: pool)
        do throws(StoreError) {
            try await clock.measure()
        } catch {
            return .bad("Clock", CommandError(error))
        }
        let offset = clock.now.timeIntervalSinceNow
        let found = "\(NumberText.span(.seconds(abs(offset)))) from the database's"
        return abs(offset) <= Self.largestOffset
            ? .good("Clock", found)
            : .bad("Clock", found, remedy: "Set both machines by NTP; due times are counted by the database's clock.")
    }
}
