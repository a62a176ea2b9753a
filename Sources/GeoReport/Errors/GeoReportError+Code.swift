extension GeoReportError {
    /// The code in an error body: an HTTP status, and where a client can tell cases apart a number after it.
    ///
    /// The first three digits are always the HTTP status. A code never changes its meaning; new ones take new numbers.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case badRequest = "400"
        case outsideJurisdiction = "4001"
        case serviceCodeMissing = "4002"
        case locationMissing = "4003"
        case coordinateIncomplete = "4004"
        case coordinateInvalid = "4005"
        case attributeMissing = "4006"
        case attributeInvalid = "4007"
        case descriptionTooLong = "4008"
        case parameterInvalid = "4009"
        case formMalformed = "40010"
        case formTooLarge = "40011"
        case dateMalformed = "40012"
        case windowInvalid = "40013"
        case statusUnknown = "40014"
        case jurisdictionMissing = "40015"
        case listTooLong = "40016"
        case areaUnclear = "40031"
        case pageTooDeep = "40032"
        case parameterMissing = "40033"
        case updateRefused = "40034"
        case forbidden = "403"
        case keyMissing = "4031"
        case keyInvalid = "4032"
        case notFound = "404"
        case serviceUnknown = "4041"
        case jurisdictionUnknown = "4042"
        case serviceRequestUnknown = "4043"
        case tokenUnknown = "4044"
        case methodNotAllowed = "405"
        case conflict = "409"
        case tooLarge = "413"
        case unsupportedMediaType = "415"
        case unprocessable = "422"
        case tooManyRequests = "429"
        case internalFault = "500"
        case unavailable = "503"

        /// The HTTP status that goes with it.
        public var status: Int {
            rawValue.utf8.prefix(3).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        /// What the code says, for the documentation.
        public var meaning: String {
            switch self {
            case .badRequest: "the request cannot be answered, for a reason that has no code of its own"
            case .outsideJurisdiction: "the place lies outside the jurisdiction"
            case .serviceCodeMissing: "service_code is missing"
            case .locationMissing: "lat and long, address_string and address_id are all missing"
            case .coordinateIncomplete: "one of lat and long is there without the other"
            case .coordinateInvalid: "lat or long is not a number, is out of range, or the two look swapped"
            case .attributeMissing: "a required attribute has no answer"
            case .attributeInvalid: "an attribute's answer does not fit its datatype or its values"
            case .descriptionTooLong: "description has more than 4000 characters"
            case .parameterInvalid: "another parameter is too long or malformed"
            case .formMalformed: "the parameters are not URL-encoded UTF-8 text"
            case .formTooLarge: "there are too many parameters, or too long ones"
            case .dateMalformed: "a date is not ISO 8601 with a time zone"
            case .windowInvalid: "a window spans more than 90 days, or its end comes first"
            case .statusUnknown: "a status is none of the words there are"
            case .jurisdictionMissing: "jurisdiction_id is missing where several jurisdictions are served"
            case .listTooLong: "a list holds too many values"
            case .areaUnclear: "bbox may mean two places, and both lie in the city"
            case .pageTooDeep: "the page lies further on than pages are numbered"
            case .parameterMissing: "a parameter that is needed is missing"
            case .updateRefused: "the update says what its sender may not say, or not now"
            case .forbidden: "this is not allowed"
            case .keyMissing: "api_key is missing"
            case .keyInvalid: "api_key is unknown or revoked"
            case .notFound: "there is nothing at this address"
            case .serviceUnknown: "service_code names no service"
            case .jurisdictionUnknown: "jurisdiction_id names no jurisdiction served here"
            case .serviceRequestUnknown: "service_request_id names no service request"
            case .tokenUnknown: "token is none that was given out"
            case .methodNotAllowed: "the resource does not take this method"
            case .conflict: "the same submission is being worked on; ask again"
            case .tooLarge: "the body is too large"
            case .unsupportedMediaType: "the body's content type is not taken"
            case .unprocessable: "the Idempotency-Key was used with another body"
            case .tooManyRequests: "too many requests; wait and ask again"
            case .internalFault: "the server failed"
            case .unavailable: "the server cannot answer now; ask again"
            }
        }
    }
}
