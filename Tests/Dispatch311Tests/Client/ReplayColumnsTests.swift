import Testing

@testable import dispatch311

@Suite struct ReplayColumnsTests {
    private static func submission(_ table: String) throws -> ReplaySubmission {
        let reader = try TableReader(source: Bytes(table), name: "t.csv")
        let columns = try ReplayColumns(in: reader)
        return columns.submission(of: try #require(try reader.next()), run: "r", jurisdiction: nil)
    }

    @Test func `a row of the City's own file becomes a form`() throws {
        let row = try Self.submission(
            "unique_key,agency,complaint_type,descriptor,latitude,longitude\n42,NYPD,Illegal Parking,Blocked Hydrant,40.7,-73.9\n"
        )
        #expect(row.idempotencyKey == "r:42")
        #expect(row.key == "42")
        #expect(row.agency == "nypd")
        #expect(
            String(decoding: row.form, as: UTF8.self)
                == "service_code=Illegal+Parking&lat=40.7&long=-73.9&attribute%5Bdescriptor%5D=Blocked+Hydrant&extensions=true"
        )
    }

    @Test func `without a key the line is the key, and without a descriptor there is no answer`() throws {
        let row = try Self.submission("service_code,lat,long\npothole,1,2\n")
        #expect(row.idempotencyKey == "r:2")
        #expect(row.agency == nil)
        #expect(String(decoding: row.form, as: UTF8.self) == "service_code=pothole&lat=1&long=2&extensions=true")
    }
}
