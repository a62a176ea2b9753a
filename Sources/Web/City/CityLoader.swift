import Boundaries
import Logging
import Postgres
import ServiceRequests
import Store

/// Makes cities of what is published, and publishes the folders of those that have published nothing.
struct CityLoader: Sendable {
    let pools: DatabasePools
    let clock: DatabaseClock
    /// Rings for work of every city.
    let bell: WorkBell
    /// How much each city takes on at a time.
    let intake: IntakeLimits
    let logger: Logger

    var pool: PostgresPool { pools.service }

    /// Every jurisdiction that is published or has a folder.
    func cities(_ folders: CityFolders) async throws(WebError) -> Cities {
        let published = try await database { () throws(StoreError) in try await Jurisdictions(pool: pool).published() }
        let inFolders = folders.codes()
        guard !published.isEmpty || !inFolders.isEmpty else { throw .noJurisdiction(folder: folders.catalog) }
        var cities: [City] = []
        for code in Set(published.keys).union(inFolders).sorted() {
            let row = try await database { () throws(StoreError) in try await Jurisdictions(pool: pool).open(code) }
            var city: City?
            if published[code] == nil { city = try await publish(code, row, from: folders) }
            if city == nil {
                city = try await load(row)
                if inFolders.contains(code) { await compare(code, row, with: folders) }
            }
            if let city { cities.append(city) }
        }
        var sandboxes: [City] = []
        for city in cities { sandboxes.append(try await sandbox(of: city)) }
        let served = Cities(cities, sandboxes: Cities(sandboxes))
        served.warnOfHosts(logger)
        return served
    }

    /// The sandbox of a city that is served.
    func sandbox(of city: City) async throws(WebError) -> City {
        let row = try await database { () throws(StoreError) in
            try await Jurisdictions(pool: pool).openSandbox(of: city.code)
        }
        return city.sandbox(row, intakeLimits: intake)
    }

    // MARK: - From the database

    /// The city as it is published now; nil where nothing is.
    ///
    /// With `current`, a city that is already served, what did not change is not read again.
    func load(_ row: JurisdictionRow, after current: City? = nil) async throws(WebError) -> City? {
        let publications = Publications(pool: pool, jurisdiction: row)
        let loaded = try await database { () throws(StoreError) -> Loaded? in
            guard let active = try await publications.active(),
                let catalog = try await publications.catalog(active.catalog)
            else { return nil }
            let geodata = try await publications.geodata(of: active, knowing: current?.snapshot)
            return Loaded(publications: publications, publication: active, catalog: catalog, geodata: geodata)
        }
        guard let loaded else { return nil }
        let (reading, sheets) = await OwnThread.run { () throws(Never) in loaded.read(knowing: current?.catalog) }
        guard let snapshot = reading.snapshot else { throw .unusable(jurisdiction: row.code, reading.errors) }
        let publication = loaded.publication
        let city =
            current?.with(publication: publication, snapshot: snapshot, sheets: sheets)
            ?? City(
                row: row,
                publication: publication,
                snapshot: snapshot,
                sheets: sheets,
                pools: pools,
                clock: clock,
                bell: bell,
                intakeLimits: intake
            )
        tell(of: city, reading.warnings)
        return city
    }

    private struct Loaded: Sendable {
        let publications: Publications
        let publication: Publication
        let catalog: PublishedCatalog
        let geodata: PublishedGeoData

        func read(knowing known: Catalog?) -> (SnapshotReading, MapSheets) {
            do throws(CatalogError) {
                let source = SnapshotSource(catalog: try catalog.catalog(), geodata: try geodata.geodata())
                return (source.read(knowing: known), publications.sheets(of: source.geodata))
            } catch {
                return (SnapshotReading(snapshot: nil, errors: [error], warnings: []), .none)
            }
        }
    }

    // MARK: - From the folders

    /// Publishes a jurisdiction's folder; nil where another server was faster.
    private func publish(
        _ code: String,
        _ row: JurisdictionRow,
        from folders: CityFolders
    ) async throws(WebError) -> City? {
        let source: SnapshotSource
        do throws(CatalogError) {
            source = try await OwnThread.run { () throws(CatalogError) in try folders.source(code) }
        } catch {
            throw .unusable(jurisdiction: code, [error])
        }
        let publisher = Publisher(
            pool: pool,
            jurisdiction: row,
            actor: "serve",
            note: "The first start.",
            origin: folders.origin(code)
        )
        let outcome = try await database { () throws(StoreError) in
            try await publisher.publish(.first(source))
        }
        switch outcome {
        case .published(let change):
            guard let publication = change.after else { return nil }
            let city = City(
                row: row,
                publication: publication,
                snapshot: change.snapshot,
                sheets: Publications(pool: pool, jurisdiction: row).sheets(of: source.geodata),
                pools: pools,
                clock: clock,
                bell: bell,
                intakeLimits: intake
            )
            logger.notice(
                "Published a jurisdiction's folders, because the database had nothing of it",
                metadata: ["jurisdiction": "\(code)", "folders": "\(folders.origin(code))"]
            )
            tell(of: city, change.warnings)
            return city
        case .refused(let reading):
            throw .unusable(jurisdiction: code, reading.errors)
        default:
            return nil
        }
    }

    /// Says when a jurisdiction's folder is not what is published, which is what is served.
    private func compare(_ code: String, _ row: JurisdictionRow, with folders: CityFolders) async {
        guard let active = try? await Publications(pool: pool, jurisdiction: row).active() else { return }
        let difference: FolderDifference
        do throws(CatalogError) {
            let source = try await OwnThread.run { () throws(CatalogError) in try folders.source(code) }
            difference = FolderDifference(between: source, and: active)
        } catch {
            logger.warning(
                "The folders cannot be read; what is published is served",
                metadata: ["jurisdiction": "\(code)", "error": "\(error)"]
            )
            return
        }
        guard !difference.isEmpty else { return }
        logger.warning(
            "The folders differ from what is published; what is published is served",
            metadata: [
                "jurisdiction": "\(code)",
                "differs": "\(difference.words.joined(separator: "; "))",
                "publish": "\(difference.commands.joined(separator: "; "))",
            ]
        )
    }

    // MARK: - Words

    private func tell(of city: City, _ warnings: [CatalogIssue]) {
        for warning in warnings {
            logger.warning(
                "The catalog has a weakness",
                metadata: ["jurisdiction": "\(city.code)", "issue": "\(warning)"]
            )
        }
        logger.info(
            "Loaded a jurisdiction",
            metadata: [
                "jurisdiction": "\(city.code)",
                "publication": "\(city.publication.number)",
                "catalog.version": "\(city.catalog.version)",
                "catalog.services": "\(city.catalog.services.count)",
                "boundaries.layers": "\(city.snapshot.index.layers.count)",
            ]
        )
    }

    private func database<Value: Sendable>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(WebError) -> Value {
        do throws(StoreError) {
            return try await work()
        } catch {
            throw .database(error)
        }
    }
}
