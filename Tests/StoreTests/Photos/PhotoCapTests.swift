import Postgres
import TestSupport
import Testing

@testable import Store

@Suite struct PhotoCapTests {
    @Test func `what other systems send gives a request no more than its share of photos`() async throws {
        try await TestDatabase.with { database in
            let city = try await TestCity(in: database)
            let rows = PhotoRows(pool: database.roles.service, jurisdiction: city.jurisdiction)
            let id = try await city.submit()
            func files(_ numbers: Range<UInt8>) -> [PhotoRow.File] {
                numbers.map { number in
                    PhotoRow.File(
                        name: Array(repeating: number, count: 16),
                        kind: .photo,
                        width: 1,
                        height: 1,
                        bytes: 1,
                        sha256: Array(repeating: number, count: 32)
                    )
                }
            }
            let most = UInt8(PhotoRows.mostOfRequest)
            #expect(try await rows.attach(files(0..<5), to: id).count == 5)
            #expect(try await rows.attach(files(0..<(most + 9)), to: id).count == Int(most) - 5)
            #expect(try await rows.attach(files(100..<105), to: id).isEmpty)
            #expect(try await rows.of(request: id).count == Int(most))
            // Another's are its own.
            let other = try await city.submit()
            #expect(try await rows.attach(files(200..<205), to: other).count == 5)
        }
    }
}
