#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Form-encoded GeoReport submissions, one a line: distinct, and spread over the map as real ones are.
enum SubmissionForms {
    /// The most that are used; then they begin again, without a key, so each is stored as a new request.
    static let maximum = 20_000

    // Service, an answer to its question, and how many of a thousand: the most frequent ones of New York City.
    private static let mix: [(service: String, answer: String, share: Int)] = [
        ("noise-neighbor", "loud-music", 240), ("illegal-parking", "hydrant", 240), ("noise-street", "loud-music", 120),
        ("blocked-driveway", "no-access", 75), ("dirty-apartment-building", "pests", 60),
        ("damaged-tree", "branch-down", 50),
        ("dirty-street", "trash", 50), ("pothole-street-damage", "pothole", 45), ("missed-pickup", "trash", 40),
        ("street-light", "out", 30), ("rats-and-mice", "rats", 30), ("graffiti", "clean-off", 20),
    ]

    // Places on land, in every borough.
    private static let places: [(latitude: Double, longitude: Double)] = [
        (40.7614, -73.9776), (40.7484, -73.9857), (40.7282, -73.9942), (40.7831, -73.9712), (40.8075, -73.9626),
        (40.8448, -73.9388), (40.6782, -73.9442), (40.6501, -73.9496), (40.6892, -73.9857), (40.7081, -73.9571),
        (40.6350, -74.0240), (40.6080, -73.9620), (40.6620, -73.8900), (40.7440, -73.9240), (40.7498, -73.8624),
        (40.7557, -73.8831), (40.7282, -73.7949), (40.7033, -73.8017), (40.6764, -73.8124), (40.7677, -73.8331),
        (40.8176, -73.9182), (40.8370, -73.8654), (40.8616, -73.8904), (40.8809, -73.8781), (40.8501, -73.8662),
        (40.6259, -74.1155), (40.5834, -74.1496), (40.6340, -74.0890), (40.5440, -74.1650), (40.7146, -73.8310),
    ]

    /// Made-up ones, always the same.
    static func made() -> [String] {
        var state: UInt64 = 0x0dd5_eed0_f311_0001
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let all = mix.flatMap { Array(repeating: $0, count: $0.share) }
        return (0..<maximum).map { number in
            let kind = all[next(all.count)]
            let place = places[next(places.count)]
            let latitude = place.latitude + Double(next(8001) - 4000) / 1_000_000
            let longitude = place.longitude + Double(next(8001) - 4000) / 1_000_000
            let words =
                "It has been like this since \(next(12) + 1) o'clock, near number \(next(900) + 1). Report \(number)."
            var form = "service_code=\(kind.service)&lat=\(latitude)&long=\(longitude)"
            form += "&attribute%5Bdescriptor%5D=\(kind.answer)&description=\(encoded(words))"
            if number.isMultiple(of: 3) { form += "&first_name=Resident&email=resident-\(number)%40example.org" }
            return form
        }
    }

    /// The rows of a table of service requests, `.csv` or `.csv.gz`.
    static func read(_ path: String) async throws -> [String] {
        let program = path.hasSuffix(".gz") ? "/usr/bin/gzip" : "/usr/bin/cat"
        let text = try await ChildProgram.output(of: program, path.hasSuffix(".gz") ? ["-dc", path] : [path])
        var rows = text.split(separator: "\n").makeIterator()
        let columns = rows.next().map { fields($0) } ?? []
        func column(_ names: [String]) throws(BenchError) -> Int {
            for name in names { if let index = columns.firstIndex(of: name) { return index } }
            throw BenchError("expected a column \(names.joined(separator: " or ")) in \(path), found none")
        }
        let service = try column(["service_code", "complaint_type"])
        let (latitude, longitude) = (try column(["latitude", "lat"]), try column(["longitude", "long"]))
        let descriptor = columns.firstIndex(of: "descriptor")
        var forms: [String] = []
        while let row = rows.next(), forms.count < maximum {
            let cells = fields(row)
            guard cells.count == columns.count else { continue }
            var form = "service_code=\(encoded(cells[service]))&lat=\(encoded(cells[latitude]))"
            form += "&long=\(encoded(cells[longitude]))"
            if let descriptor, !cells[descriptor].isEmpty {
                form += "&attribute%5Bdescriptor%5D=\(encoded(cells[descriptor]))"
            }
            forms.append(form)
        }
        guard !forms.isEmpty else { throw BenchError("expected rows in \(path), found none") }
        return forms
    }

    /// The cells of a line; a cell with a line break in it is not for a measurement.
    private static func fields(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            case "\r": break
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95: result.unicodeScalars.append(Unicode.Scalar(byte))
            case 32: result += "+"
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
