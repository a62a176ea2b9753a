import Testing

/// A submission with something wrong, and what its sender is told.
struct MalformedForm: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let form: String
    var status = 400
    let codes: [String]
    let descriptions: [String]

    private init(_ title: String, _ form: String, status: Int = 400, _ faults: KeyValuePairs<String, String>) {
        testDescription = title
        self.form = form
        self.status = status
        codes = faults.map(\.key)
        descriptions = faults.map(\.value)
    }

    private static let place = "lat=40.7128&long=-74.006"
    private static let pothole = "service_code=pothole&" + place
    private static let noPlace = "location: expected lat and long, address_string or address_id, found none"
    private static let noService = "service_code: expected a code that GET services lists, found none"

    static let all: [MalformedForm] = [
        .init("nothing", "", ["4002": noService, "4003": noPlace]),
        .init("only blanks", "service_code=+&lat=&long=", ["4002": noService, "4003": noPlace]),
        .init("no place", "service_code=pothole", ["4003": noPlace]),
        .init(
            "unknown service",
            "service_code=sinkhole&" + place,
            status: 404,
            ["4041": "service_code: expected a code that GET services lists, found “sinkhole”"]
        ),
        .init(
            "misspelt service",
            "service_code=potholes&" + place,
            status: 404,
            [
                "4041": "service_code: expected a code that GET services lists, found “potholes”; "
                    + "did you mean “pothole” (Pothole)?"
            ]
        ),
        .init(
            "unknown jurisdiction",
            "jurisdiction_id=big&" + pothole,
            status: 404,
            ["4042": "jurisdiction_id: expected tiny, found “big”"]
        ),
        .init(
            "everything at once",
            "jurisdiction_id=big&service_code=nothing&lat=1&email=x&attribute[=1",
            status: 404,
            [
                "4042": "jurisdiction_id: expected tiny, found “big”",
                "4041": "service_code: expected a code that GET services lists, found “nothing”",
                "4004": "long: expected a longitude beside lat, found none",
                "4007": "expected attribute[CODE] or attribute[CODE][], found “attribute[”",
                "4009": "email: expected an address like name@example.org, found “x”",
            ]
        ),
        .init(
            "no latitude",
            "service_code=pothole&long=-74&address_string=here",
            ["4004": "lat: expected a latitude beside long, found none"]
        ),
        .init(
            "words for numbers",
            "service_code=pothole&lat=north&long=40,7",
            [
                "4005": "lat: expected degrees like 40.7128, found “north”",
                "4005": "long: expected degrees like 40.7128, found “40,7”",
            ]
        ),
        .init(
            "hexadecimal",
            "service_code=pothole&lat=0x28&long=-74",
            ["4005": "lat: expected degrees like 40.7128, found “0x28”"]
        ),
        .init(
            "not a number",
            "service_code=pothole&lat=nan&long=-74",
            ["4005": "lat: expected degrees like 40.7128, found “nan”"]
        ),
        .init(
            "endless",
            "service_code=pothole&lat=1e999&long=-74",
            ["4005": "lat, long: expected two finite numbers, found one that is not"]
        ),
        .init(
            "out of range",
            "service_code=pothole&lat=91&long=-181",
            ["4005": "lat: expected a latitude from -90 to 90, found 91.0"]
        ),
        .init(
            "out of range where turning round would not help",
            "service_code=pothole&lat=91&long=-73.9",
            ["4005": "lat: expected a latitude from -90 to 90, found 91.0"]
        ),
        .init(
            "out of range in longitude",
            "service_code=pothole&lat=40&long=987654.3",
            ["4005": "long: expected a longitude from -180 to 180, found 987654.3"]
        ),
        .init(
            "beyond the pole, and turned round in another city",
            "service_code=pothole&lat=-122.4&long=37.8",
            ["4005": "lat: expected a latitude from -90 to 90, found -122.4"]
        ),
        .init(
            "swapped within range",
            "service_code=pothole&lat=-74.006&long=40.7128",
            [
                "4005": "lat, long: expected a place within 40.5…40.9 north, -74.25…-73.7 east, "
                    + "found -74.006, 40.7128; lat and long look swapped"
            ]
        ),
        .init(
            "required answer missing",
            "service_code=tree&" + place,
            ["4006": "attribute[blocked]: “What is blocked?” needs an answer."]
        ),
        .init(
            "conditional answer missing",
            "service_code=noise-neighbor&attribute[descriptor]=loud-music&" + place,
            ["4006": "attribute[floor]: “Which floor?” needs an answer."]
        ),
        .init(
            "answers that do not fit",
            "service_code=tree&attribute[blocked]=sky&attribute[height]=tall&" + place,
            [
                "4007":
                    "attribute[blocked]: “What is blocked?”: “sky” is not one of the answers to choose from: road, walk.",
                "4007": "attribute[height]: “How high?”: please answer with a number, not “tall”.",
            ]
        ),
        .init(
            "a megabyte of words",
            pothole + "&description=" + String(repeating: "w", count: 1_000_000),
            ["4008": "description: expected at most 4000 characters, found 1000000"]
        ),
        .init(
            "long mail address",
            pothole + "&email=" + String(repeating: "m", count: 251) + "@b.c",
            ["4009": "email: expected at most 254 characters, found 255"]
        ),
        .init(
            "mail to nobody",
            pothole + "&email=@",
            ["4009": "email: expected an address like name@example.org, found “@”"]
        ),
        .init(
            "mail with a header in it",
            pothole + "&email=a@b.c%0ABcc:d@e.f",
            ["4009": "email: expected one line without control characters, found “a@b.c Bcc:d@e.f”"]
        ),
        .init(
            "long names",
            pothole + "&first_name=" + String(repeating: "n", count: 201) + "&device_id="
                + String(repeating: "d", count: 999),
            [
                "4009": "first_name: expected at most 200 characters, found 201",
                "4009": "device_id: expected at most 200 characters, found 999",
            ]
        ),
        .init(
            "long address",
            "service_code=pothole&address_string=" + String(repeating: "a", count: 1001),
            ["4009": "address_string: expected at most 1000 characters, found 1001"]
        ),
        .init(
            "link that runs",
            pothole + "&media_url=javascript:alert(1)",
            [
                "4009":
                    "media_url: expected a link that begins with https:// or http:// and has at most 2000 characters, "
                    + "found “javascript:alert(1)”"
            ]
        ),
        .init(
            "many links",
            pothole + (1...21).map { "&media_url=http://e.org/\($0)" }.joined(),
            ["40016": "media_url: expected at most 20 links, found 21"]
        ),
    ]
}
