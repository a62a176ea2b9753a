import TestSupport
import Testing

/// A submission that is refused, and what its answer must say.
struct BadSubmission: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var change: [String: String?] = [:]
    var raw: String?
    var type = "application/x-www-form-urlencoded"
    let status: Int
    let codes: [String]
    var says: [String] = []

    /// The form, as it goes on the wire.
    var body: String {
        if let raw { return raw }
        var form = Visitor.pothole
        for (name, value) in change { form[name] = value }
        return Visitor.encoded(form)
    }
}

@Suite struct RefusalTests {
    static let all: [BadSubmission] = [
        .init(
            testDescription: "unknown service",
            change: ["service_code": "pothol"],
            status: 404,
            codes: ["4041"],
            says: ["pothole"]
        ),
        .init(testDescription: "no service", change: ["service_code": nil], status: 400, codes: ["4002"]),
        .init(testDescription: "no place", change: ["lat": nil, "long": nil], status: 400, codes: ["4003"]),
        .init(testDescription: "empty place", change: ["lat": "", "long": ""], status: 400, codes: ["4003"]),
        .init(testDescription: "lat without long", change: ["long": nil], status: 400, codes: ["4004"], says: ["long"]),
        .init(testDescription: "long without lat", change: ["lat": nil], status: 400, codes: ["4004"], says: ["lat"]),
        .init(testDescription: "out of range", change: ["lat": "91"], status: 400, codes: ["4005"]),
        .init(testDescription: "comma decimals", change: ["lat": "10,01"], status: 400, codes: ["4005"]),
        .init(testDescription: "not a number", change: ["lat": "nan"], status: 400, codes: ["4005"]),
        .init(
            testDescription: "swapped",
            change: ["lat": "20.005", "long": "10.01"],
            status: 400,
            codes: ["4005"],
            says: ["swapped"]
        ),
        .init(
            testDescription: "outside, beyond a border",
            change: ["long": "19.9991"],
            status: 400,
            codes: ["4001"],
            says: ["Landia", "555-0100"]
        ),
        .init(
            testDescription: "outside, far away",
            change: ["lat": "11", "long": "21"],
            status: 400,
            codes: ["4001"],
            says: ["Call your own town."]
        ),
        .init(
            testDescription: "NUL",
            raw: "service_code=pothole&lat=10.01&long=20.005&description=a%00b",
            status: 400,
            codes: ["40010"],
            says: ["description"]
        ),
        .init(
            testDescription: "raw NUL",
            raw: "service_code=pothole&lat=10.01&long=20.005&description=a\0b",
            status: 400,
            codes: ["40010"]
        ),
        .init(
            testDescription: "invalid UTF-8",
            raw: "service_code=pothole&lat=10.01&long=20.005&description=%ff%fe",
            status: 400,
            codes: ["40010"],
            says: ["UTF-8"]
        ),
        .init(
            testDescription: "broken percent",
            raw: "service_code=pothole&lat=10.01&long=20.005&description=%zz",
            status: 400,
            codes: ["40010"]
        ),
        .init(
            testDescription: "4001 characters",
            change: ["description": String(repeating: "é", count: 4001)],
            status: 400,
            codes: ["4008"],
            says: ["4001"]
        ),
        .init(
            testDescription: "unknown jurisdiction",
            change: ["jurisdiction_id": "atlantis"],
            status: 404,
            codes: ["4042"],
            says: ["tiny"]
        ),
        .init(
            testDescription: "required answer missing",
            change: ["service_code": "noise"],
            status: 400,
            codes: ["4006"],
            says: ["since"]
        ),
        .init(
            testDescription: "answer not in the list",
            change: ["attribute[depth]": "bottomless"],
            status: 400,
            codes: ["4007"]
        ),
        .init(
            testDescription: "two problems at once",
            change: ["lat": "91", "description": String(repeating: "x", count: 4001)],
            status: 400,
            codes: ["4005", "4008"]
        ),
        .init(testDescription: "empty body", raw: "", status: 400, codes: ["4002", "4003"]),
        .init(testDescription: "JSON body", raw: "{}", type: "application/json", status: 415, codes: ["415"]),
        .init(
            testDescription: "another charset",
            type: "application/x-www-form-urlencoded; charset=latin1",
            status: 415,
            codes: ["415"]
        ),
        .init(
            testDescription: "501 parameters",
            raw: (0...500).map { "p\($0)=1" }.joined(separator: "&"),
            status: 400,
            codes: ["40011"]
        ),
    ]

    @Test func `every bad submission is refused with the right status and words, and nothing is stored`() async throws {
        try await TinyServer.with { visitor in
            for bad in Self.all {
                let answer = try await visitor.submit(raw: bad.body, headers: ["Content-Type": bad.type])
                #expect(answer.status == bad.status, "\(bad.testDescription): \(answer.text)")
                #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
                #expect(try Set(answer.codes) == Set(bad.codes), "\(bad.testDescription): \(answer.text)")
                for word in bad.says {
                    #expect(try answer.descriptions.contains(word), "\(bad.testDescription): \(answer.text)")
                }
                for fault in try answer.json.elements { #expect(fault.names == ["code", "description"]) }
            }
            #expect(try await visitor.isEmpty())
        }
    }

    @Test func `a key that is refused with its submission can be used for a better one`() async throws {
        try await TinyServer.with { visitor in
            let key = ["Idempotency-Key": "once"]
            let bad = try await visitor.submit(["service_code": "pothole"], headers: key)
            #expect(bad.status == 400)
            #expect(try await visitor.submit(headers: key).status == 200)
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test(arguments: [String(repeating: "k", count: 256), "", "naïve"])
    func `a key of another shape is refused`(key: String) async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.submit(headers: ["Idempotency-Key": key])
            #expect(answer.status == 400)
            #expect(try answer.descriptions.contains("Idempotency-Key"))
            #expect(try await visitor.isEmpty())
        }
    }
}
