import Boundaries
import Postgres
import ServiceRequests
import Store

/// Boundaries that were published, as sides of a comparison.
struct StoredSides: Sendable {
    private let publications: Publications
    private let schedule: Schedule
    private let log: [Publication]

    /// What is in force.
    let active: Publication

    /// Reads the log of a city that has published something.
    init(pool: PostgresPool, jurisdiction: JurisdictionRow) async throws(CommandError) {
        let publications = Publications(pool: pool, jurisdiction: jurisdiction)
        let log: [Publication]
        do throws(StoreError) {
            log = try await publications.all()
        } catch {
            throw CommandError(error)
        }
        (self.publications, self.log) = (publications, log)
        schedule = Schedule(pool: pool, jurisdiction: jurisdiction)
        guard let active = log.first else {
            throw CommandError(.findings, "expected \(jurisdiction.code) to have published something, found nothing")
        }
        self.active = active
    }

    /// The side a name means; `layers` chooses where the digits fit versions of several layers.
    func side(_ name: SideName, layers: [String]) async throws(CommandError) -> DiffSide {
        switch name {
        case .inForce, .path:
            return try await side(of: active, called: "in force (publication \(active.number))")
        case .publication(let number):
            guard let publication = log.first(where: { $0.number == number }) else {
                throw CommandError(.usage, "expected a publication from 1 to \(active.number), found \(number)")
            }
            return try await side(of: publication, called: "publication \(number)")
        case .scheduled(let number):
            return try await scheduled(number)
        case .version(let digits):
            let known = Set(log.flatMap(\.layers)).filter { layers.isEmpty || layers.contains($0.id) }
            let fitting = known.filter { $0.version.hasPrefix(digits) }
            guard fitting.count == 1, let layer = fitting.first else {
                throw CommandError(
                    .usage,
                    "expected a version that was published, or the first digits of just one, found \"\(digits)\"",
                    remedy: fitting.isEmpty
                        ? "dispatch311 boundaries list has them all; a file of that name is ./\(digits)."
                        : "There are: " + fitting.map { "\($0.version) of \($0.id)" }.sorted().joined(separator: ", ")
                )
            }
            let publication = log.first { $0.layers.contains(layer) } ?? active
            let whole = try await geodata(of: publication.content)
            return DiffSide(
                name: "\(layer.id) \(layer.version)",
                layers: whole.layers.filter { $0.id == layer.id },
                extent: whole.extent,
                isWhole: false
            )
        }
    }

    /// The catalog that is in force.
    func catalog() async throws(CommandError) -> Catalog {
        let published: PublishedCatalog?
        do throws(StoreError) {
            published = try await publications.catalog(active.catalog)
        } catch {
            throw CommandError(error)
        }
        guard let published else {
            throw CommandError(.findings, "expected the catalog of publication \(active.number), found none")
        }
        return try await Self.read { () throws(CatalogError) in
            try CatalogReader().read(try published.catalog().files)
        }
    }

    /// What decides by what is in force.
    func snapshot() async throws(CommandError) -> RoutingSnapshot {
        let geodata = try await geodata(of: active.content)
        let catalog = try await catalog()
        return try await Self.read { () throws(CatalogError) -> RoutingSnapshot in
            let layers = try geodata.readLayers()
            do throws(BoundaryError) {
                let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
                return RoutingSnapshot(catalog: catalog, index: index)
            } catch {
                throw CatalogError.boundaries(error)
            }
        }
    }

    private func scheduled(_ number: Int) async throws(CommandError) -> DiffSide {
        let waiting = try await CommandError.fromStore { () throws(StoreError) in try await schedule.waiting() }
        guard let place = waiting.firstIndex(where: { $0.number == number }) else {
            throw CommandError(
                .usage,
                "expected the number of a scheduled change that waits, found \(number)",
                remedy: waiting.isEmpty
                    ? "Nothing is scheduled."
                    : "There are: \(waiting.map { String($0.number) }.joined(separator: ", "))"
            )
        }
        let content = waiting[...place].reduce(active.content) { $1.patch.applied(to: $0) }
        let geodata = try await geodata(of: content)
        return DiffSide(name: "scheduled \(number)", layers: geodata.layers, extent: geodata.extent, isWhole: true)
    }

    private func side(of publication: Publication, called name: String) async throws(CommandError) -> DiffSide {
        let geodata = try await geodata(of: publication.content)
        return DiffSide(name: name, layers: geodata.layers, extent: geodata.extent, isWhole: true)
    }

    private func geodata(of content: PublicationContent) async throws(CommandError) -> GeoData {
        let published: PublishedGeoData
        do throws(StoreError) {
            published = try await publications.geodata(of: content)
        } catch {
            throw CommandError(error)
        }
        return try await Self.read { () throws(CatalogError) in try published.geodata() }
    }

    private static func read<Value: Sendable>(
        _ work: @escaping @Sendable () throws(CatalogError) -> Value
    ) async throws(CommandError) -> Value {
        do throws(CatalogError) {
            return try await OwnThread.run(work)
        } catch {
            throw CommandError(.findings, "what is published cannot be read\n\(error)")
        }
    }
}
