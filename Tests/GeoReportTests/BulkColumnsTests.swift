import GeoReport
import Testing

@Suite struct BulkColumnsTests {
    @Test func `a row has a cell for each column, empty where nothing is known`() throws {
        let records = try TinyCity.records
        let full = BulkColumns.cells(records[0], catalog: TinyCity.catalog)
        #expect(
            full == [
                "7K3M9QXA1", "2026-11-18T11:06:40Z", "2026-11-19T09:20:00Z", "2026-11-19T09:20:00Z", "closed",
                "Filled.",
                nil, "Pothole", nil, "Deep one,\nby the \"new\" hydrant\t— \u{1F6A7}", "Department of Transportation",
                "1 Main St", "40.7128", "-74.006",
            ]
        )
        let empty = BulkColumns.cells(records[1], catalog: TinyCity.catalog, language: "es")
        #expect(full.count == BulkColumns.names.count)
        #expect(empty.count == BulkColumns.names.count)
        #expect(empty.compactMap(\.self).count == 6)
    }
}
