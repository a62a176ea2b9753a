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

    /// Notices one that is then stored.
    private static func tell(
        _ watch: ReportWatch,
        _ draft: ServiceRequest.Draft,
        in city: String = "tiny",
        from household: Int = 1
    ) -> Suspicion? {
        let address = NetworkAddress("198.51.100.\(household)")
        return watch.notice(draft, in: city, from: address).suspicion
    }

    @Test func `a burst main is reported by a street, and beyond that somebody looks first`() throws {
        let watch = ReportWatch()
        let draft = try Self.draft()
        for house in 1...ReportWatch.perPlace { #expect(Self.tell(watch, draft, from: house) == nil) }
        #expect(Self.tell(watch, draft, from: 99) == .busyPlace)
        // Another service, another place and another city are told of as before.
        let others = [try Self.draft("flood"), try Self.draft(at: (10.012, 20.005))]
        for other in others { #expect(Self.tell(watch, other, from: 99) == nil) }
        #expect(Self.tell(watch, draft, in: "harbor", from: 99) == nil)
    }

    @Test func `one household makes only its own reports suspicious`() throws {
        let watch = ReportWatch()
        let draft = try Self.draft()
        for number in 1...200 {
            #expect((Self.tell(watch, draft) == .busyPlace) == (number > ReportWatch.perHousehold), "\(number)")
        }
        #expect(Self.tell(watch, draft, from: 2) == nil)
    }

    @Test func `what was stored before, or nobody stored, counts for nothing`() throws {
        let watch = ReportWatch()
        let draft = try Self.draft(at: (10.01, 20.005), Self.words)
        for _ in 1...200 {
            let notice = watch.notice(draft, in: "tiny", from: nil)
            #expect(notice.suspicion == nil)
            watch.takeBack(notice)
        }
        // Many at the same time are counted before any is stored.
        var suspicions: [Suspicion?] = []
        for _ in 1...ReportWatch.perHousehold + 1 {
            suspicions.append(watch.notice(draft, in: "tiny", from: nil).suspicion)
        }
        #expect(suspicions.compactMap(\.self) == [.busyPlace])
    }

    @Test func `the same words about many places are noticed, and about one place they are not`() throws {
        let watch = ReportWatch()
        for house in 1...20 {
            let draft = try Self.draft("pothole", Self.words)
            #expect(Self.tell(watch, draft, from: house) == nil)
        }
        for step in 1..<ReportWatch.placesPerText {
            let place = (10.01 + Double(step) / 100, 20.005)
            let shouted = step.isMultiple(of: 2) ? Self.words : Self.words.uppercased() + "!"
            let draft = try Self.draft(at: place, shouted)
            #expect(Self.tell(watch, draft) == nil, "\(step)")
        }
        let (again, another) = (
            try Self.draft(at: (10.5, 20.5), Self.words), try Self.draft(at: (10.6, 20.5), Self.words + " Two.")
        )
        #expect(Self.tell(watch, again) == .repeatedWords)
        #expect(Self.tell(watch, another) == nil)
    }

    @Test func `a short text is said by many people`() throws {
        let watch = ReportWatch()
        for step in 1...30 {
            // The second one has 29 bytes.
            for text in ["Please fix it.", "Почините дорогу!"] {
                let draft = try Self.draft(at: (10 + Double(step) / 100, 20), text)
                #expect(Self.tell(watch, draft, from: step) == nil)
            }
        }
    }
}

extension ReportWatchTests {
    private static func draft(_ service: String, _ description: String) throws -> ServiceRequest.Draft {
        try draft(service, at: (10.01, 20.005), description)
    }
}
