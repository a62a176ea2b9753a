import Boundaries
import ServiceRequests
import Testing

@testable import Web

@Suite struct ReportWatchTests {
    private static let words = "There is a deep hole in front of the school."

    private static func draft(
        _ service: String = "pothole",
        at place: (Double, Double) = (10.01, 20.005),
        _ description: String? = nil
    ) throws -> ServiceRequest.Draft {
        let point = try Coordinate(latitude: place.0, longitude: place.1)
        return ServiceRequest.Draft(serviceCode: service, location: .point(point), description: description)
    }

    @Test func `a burst main is reported by a street, and beyond that somebody looks first`() throws {
        let watch = ReportWatch()
        for _ in 1...ReportWatch.perPlace { #expect(watch.notice(try Self.draft(), in: "tiny") == nil) }
        #expect(watch.notice(try Self.draft(), in: "tiny") == .busyPlace)
        // Another service, another place and another city are told of as before.
        #expect(watch.notice(try Self.draft("flood"), in: "tiny") == nil)
        #expect(watch.notice(try Self.draft(at: (10.012, 20.005)), in: "tiny") == nil)
        #expect(watch.notice(try Self.draft(), in: "harbor") == nil)
    }

    @Test func `the same words about many places are noticed, and about one place they are not`() throws {
        let watch = ReportWatch()
        for _ in 1...20 { #expect(watch.notice(try Self.draft("pothole", Self.words), in: "tiny") == nil) }
        for step in 1..<ReportWatch.placesPerText {
            let place = (10.01 + Double(step) / 100, 20.005)
            let shouted = step.isMultiple(of: 2) ? Self.words : Self.words.uppercased() + "!"
            #expect(watch.notice(try Self.draft(at: place, shouted), in: "tiny") == nil, "\(step)")
        }
        #expect(watch.notice(try Self.draft(at: (10.5, 20.5), Self.words), in: "tiny") == .repeatedWords)
        #expect(watch.notice(try Self.draft(at: (10.6, 20.5), Self.words + " Two."), in: "tiny") == nil)
    }

    @Test func `a short text is said by many people`() throws {
        let watch = ReportWatch()
        for step in 1...30 {
            let draft = try Self.draft(at: (10 + Double(step) / 100, 20), "Please fix it.")
            #expect(watch.notice(draft, in: "tiny") == nil)
        }
    }
}

extension ReportWatchTests {
    private static func draft(_ service: String, _ description: String) throws -> ServiceRequest.Draft {
        try draft(service, at: (10.01, 20.005), description)
    }
}
