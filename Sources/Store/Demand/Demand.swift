public import Boundaries
public import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Counts what residents ask for, day by day and area by area.
public struct Demand: Sendable {
    /// How long after its end a day may still get service requests: those whose transactions were under way.
    private static let overAfter: Duration = .seconds(3600)
    /// How long one statement may take.
    private static let patience: Duration = .seconds(600)

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let pageSize: Int

    /// Reads and writes through a pool it does not own, so many requests at a time.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, pageSize: Int = 5000) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.pageSize = max(1, pageSize)
    }

    /// Counts every day that matters and was not counted since it was over, today when it was longer ago than `age`.
    ///
    /// Gives how many days it were, fewer where it was cancelled. A day is read once, and after that only today; the first
    /// time it is all of them, a page of requests after the other. Several servers may do it at once: each writes a day
    /// as a whole. `area` says in which boundary of `layer` a place lies, as `layer/id`; days that were counted by another
    /// layer are counted anew, because its boundaries may have the same ids.
    @discardableResult
    public func count(
        olderThan age: Duration,
        layer: String,
        area: @Sendable (Coordinate) -> String?
    ) async throws(StoreError) -> Int {
        var counted = 0
        for day in try await due(age, layer) {
            guard !Task.isCancelled else { return counted }
            try await count(day, area)
            counted += 1
        }
        try await dropOld()
        return counted
    }

    /// What was counted, by service and area.
    public func counts() async throws(StoreError) -> [ServiceDemand] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH today AS (SELECT (statement_timestamp() AT TIME ZONE 'UTC')::date AS day)
                SELECT d.service_code, d.area,
                       sum(d.requests) FILTER (WHERE d.day > today.day - \(ServiceDemand.recentDays)::integer) AS recent,
                       sum(d.requests) FILTER (WHERE d.day <= today.day - \(ServiceDemand.recentDays)::integer) AS season
                  FROM today
                  JOIN demand d ON d.jurisdiction = \(jurisdiction.number)
                   AND (
                       d.day > today.day - \(ServiceDemand.recentDays)::integer
                       OR d.day >= today.day - \(ServiceDemand.yearDays)::integer
                      AND d.day < today.day - \(ServiceDemand.yearDays - ServiceDemand.seasonDays)::integer
                   )
                 GROUP BY d.service_code, d.area
                 ORDER BY d.service_code, d.area
                """
            ) { row throws(PostgresError) in
                let (code, area, recent, season) = try row.decode(String.self, String.self, Int?.self, Int?.self)
                return ServiceDemand(serviceCode: code, area: area, recent: recent ?? 0, season: season ?? 0)
            }
        }
    }

    // MARK: - Days

    /// The days that are to be counted, as days since 1 January 1970, oldest first.
    private func due(_ age: Duration, _ layer: String) async throws(StoreError) -> [Int] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                WITH today AS (SELECT (statement_timestamp() AT TIME ZONE 'UTC')::date AS day)
                SELECT d.day - DATE '1970-01-01'
                  FROM today
                  CROSS JOIN LATERAL (
                      SELECT today.day - n AS day FROM generate_series(0, \(ServiceDemand.recentDays - 1)::integer) AS n
                      UNION ALL
                      SELECT today.day - \(ServiceDemand.yearDays)::integer + n
                        FROM generate_series(0, \(ServiceDemand.seasonDays - 1)::integer) AS n
                  ) AS d
                  LEFT JOIN demand_day c ON c.jurisdiction = \(jurisdiction.number) AND c.day = d.day
                  -- A day is written as a whole: one of its areas tells the layer of all.
                  LEFT JOIN LATERAL (
                      SELECT a.area FROM demand a
                       WHERE a.jurisdiction = \(jurisdiction.number) AND a.day = d.day AND a.area <> ''
                       LIMIT 1
                  ) AS a ON true
                 WHERE c.day IS NULL OR NOT starts_with(a.area, \("\(layer)/"))
                    OR c.counted_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC' + \(Self.overAfter)
                   AND c.counted_at < statement_timestamp() - \(age)
                 ORDER BY d.day
                """
            ) { row throws(PostgresError) in try row.decode(Int.self) }
        }
    }

    /// Drops the days before the first that can ever be due again.
    private func dropOld() async throws(StoreError) {
        try await stored { () throws(PostgresError) in
            let limit: SQL = "(statement_timestamp() AT TIME ZONE 'UTC')::date - \(ServiceDemand.yearDays)::integer"
            try await pool.execute(
                """
                WITH days AS (
                    DELETE FROM demand_day WHERE jurisdiction = \(jurisdiction.number) AND day < \(limit)
                )
                DELETE FROM demand WHERE jurisdiction = \(jurisdiction.number) AND day < \(limit)
                """
            )
        }
    }

    private struct Asked: Sendable {
        let number: Int64
        let at: Date
        let serviceCode: String
        let place: Coordinate?
    }

    private struct Cell: Hashable {
        let serviceCode: String
        let area: String
    }

    private func count(_ day: Int, _ area: @Sendable (Coordinate) -> String?) async throws(StoreError) {
        let began = try await stored { () throws(PostgresError) in
            try await pool.first("SELECT statement_timestamp()") { row throws(PostgresError) in
                try row.decode(Date.self)
            }
        }.orMissing("clock")
        var counts: [Cell: Int] = [:]
        var last: Asked?
        repeat {
            let page = try await page(of: day, after: last)
            for asked in page {
                counts[Cell(serviceCode: asked.serviceCode, area: asked.place.flatMap(area) ?? ""), default: 0] += 1
            }
            last = page.count < pageSize ? nil : page.last
        } while last != nil
        try await write(counts, of: day, countedAt: began)
    }

    private func page(of day: Int, after last: Asked?) async throws(StoreError) -> [Asked] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT r.number, r.requested_at, r.service_code, r.latitude, r.longitude
                  FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND NOT r.is_private
                   AND r.requested_at < (DATE '1970-01-01' + \(day)::integer + 1)::timestamp AT TIME ZONE 'UTC'
                   AND (r.requested_at, r.number) > (
                       coalesce(\(last?.at)::timestamptz, (DATE '1970-01-01' + \(day)::integer)::timestamp AT TIME ZONE 'UTC'),
                       \(last?.number ?? -1)::bigint
                   )
                 ORDER BY r.requested_at, r.number LIMIT \(pageSize)
                """,
                deadline: Self.patience
            ) { row throws(PostgresError) in
                let (number, at, code, latitude, longitude) = try row.decode(
                    Int64.self,
                    Date.self,
                    String.self,
                    Double?.self,
                    Double?.self
                )
                let place = latitude.flatMap { latitude in
                    longitude.flatMap { try? Coordinate(latitude: latitude, longitude: $0) }
                }
                return Asked(number: number, at: at, serviceCode: code, place: place)
            }
        }
    }

    private func write(_ counts: [Cell: Int], of day: Int, countedAt: Date) async throws(StoreError) {
        let cells = Array(counts)
        try await stored { () throws(PostgresError) in
            try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                // Holds up whoever counts the same day, so that of two counts one stands whole.
                try connection.execute(
                    """
                    INSERT INTO demand_day (jurisdiction, day, counted_at)
                    VALUES (\(jurisdiction.number), DATE '1970-01-01' + \(day)::integer, \(countedAt))
                    ON CONFLICT ON CONSTRAINT demand_day_key DO UPDATE SET counted_at = excluded.counted_at
                    """
                )
                try connection.execute(
                    """
                    DELETE FROM demand
                     WHERE jurisdiction = \(jurisdiction.number) AND day = DATE '1970-01-01' + \(day)::integer
                    """
                )
                try connection.execute(
                    """
                    INSERT INTO demand (jurisdiction, day, service_code, area, requests)
                    SELECT \(jurisdiction.number), DATE '1970-01-01' + \(day)::integer, service_code, area, requests
                      FROM unnest(
                               \(cells.map(\.key.serviceCode))::text[], \(cells.map(\.key.area))::text[],
                               \(cells.map(\.value))::integer[]
                           ) AS c (service_code, area, requests)
                    """
                )
            }
        }
    }
}
