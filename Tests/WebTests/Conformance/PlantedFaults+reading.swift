import Foundation

extension PlantedFault {
    private static func replacing(
        _ pattern: String,
        with replacement: String,
        when isMeant: @escaping @Sendable (PassedQuestion) -> Bool
    ) -> @Sendable (PassedQuestion, PassedAnswer) -> PassedAnswer {
        { question, answer in
            guard isMeant(question), answer.status == 200 else { return answer }
            return answer.with(
                answer.text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
            )
        }
    }

    private static func isRequests(_ question: PassedQuestion) -> Bool { question.resource.hasPrefix("requests") }
    private static func isServices(_ question: PassedQuestion) -> Bool { question.resource.hasPrefix("services") }

    /// Faults of bytes: content types, encodings, dates, what XML has no place for.
    static let ofBytes: [PlantedFault] = [
        .init("XML is application/xml", "G2a xml") { question, answer in
            var answer = answer
            if question.isXML { answer.type = answer.type.replacing("text/xml", with: "application/xml") }
            return answer
        },
        .init("no charset", "G2b*") { _, answer in
            var answer = answer
            answer.type = answer.type.replacing("; charset=utf-8", with: "")
            return answer
        },
        .init("a comma too many", "G2c json") { question, answer in
            question.resource == "services" && question.isJSON && answer.status == 200
                ? answer.with(String(answer.text.dropLast()) + ",]") : answer
        },
        .init(
            "no encoding in the declaration",
            "G2d xml",
            spoil: replacing(" encoding=\"utf-8\"", with: "", when: \.isXML)
        ),
        .init("fractions of seconds", "G3b*", spoil: replacing("(:[0-9]{2})Z", with: "$1.250Z", when: isRequests)),
        .init("no time zone", "G3a*", spoil: replacing("(:[0-9]{2})Z", with: "$1", when: isRequests)),
        .init(
            "attributes of XML",
            "G7a xml",
            spoil: replacing("<services>", with: "<services type=\"array\">", when: \.isXML)
        ),
        .init(
            "a foreign namespace",
            "G7a xml",
            spoil: replacing(
                "<service_requests>",
                with: "<service_requests xmlns=\"http://example.org/\">",
                when: \.isXML
            )
        ),
        .init("a foreign field", "G7b*") { question, answer in
            guard isRequests(question), answer.status == 200 else { return answer }
            let text = answer.text.replacing("\"zipcode\":", with: "\"ward\":\"7\",\"zipcode\":")
            return answer.with(text.replacing("<zipcode", with: "<ward>7</ward><zipcode"))
        },
        .init("errors are pages", "E1*") { question, answer in
            guard question.isReading, question.isJSON || question.isXML, answer.status >= 400 else { return answer }
            return PassedAnswer(
                status: answer.status,
                type: "text/html",
                text: "<!DOCTYPE html><html><head><title>Oops</title></head></html>"
            )
        },
        .init("another ending is answered too", "G9") { question, answer in
            question.path.hasSuffix("services.csv") ? PassedAnswer(status: 200, type: "text/csv", text: "a,b") : answer
        },
    ]

    /// Faults of shapes and types.
    static let ofShapes: [PlantedFault] = [
        .init("one request is no list", "Q1a json") { question, answer in
            guard question.isOne, question.isJSON, answer.status == 200 else { return answer }
            return answer.with(String(answer.text.dropFirst().dropLast()))
        },
        .init("services are wrapped", "S1a json") { question, answer in
            guard question.resource == "services", question.isJSON, answer.status == 200 else { return answer }
            return answer.with("{\"services\":\(answer.text)}")
        },
        .init(
            "services have another name in XML",
            "S1a xml",
            spoil: replacing("(</?)service>", with: "$1item>", when: { $0.resource == "services" })
        ),
        .init("a definition is a list", "SD1a json") { question, answer in
            guard question.resource.hasPrefix("services/"), question.isJSON, answer.status == 200 else { return answer }
            return answer.with("[\(answer.text)]")
        },
        .init(
            "keywords are a list",
            "S1d json",
            spoil: replacing("\"keywords\":(\"[^\"]*\")", with: "\"keywords\":[$1]", when: isServices)
        ),
        .init(
            "truth values are texts",
            "J2b json",
            spoil: replacing("\"(metadata|required)\":(true|false)", with: "\"$1\":\"$2\"", when: isServices)
        ),
        .init(
            "truth values have capitals",
            "J3 xml",
            spoil: replacing("<metadata>true<", with: "<metadata>True<", when: isServices)
        ),
        .init(
            "order is a text",
            "J2c json",
            spoil: replacing("\"order\":([0-9]+)", with: "\"order\":\"$1\"", when: isServices)
        ),
        .init(
            "degrees are texts",
            "J2d json",
            spoil: replacing("\"lat\":([0-9.]+)", with: "\"lat\":\"$1\"", when: isRequests)
        ),
        .init(
            "an empty link",
            "J1b json",
            spoil: replacing("\"media_url\":null", with: "\"media_url\":\"\"", when: isRequests)
        ),
        .init(
            "no zipcode",
            "R3b*",
            spoil: replacing("\"zipcode\":null,|<zipcode/>", with: "", when: isRequests)
        ),
        .init(
            "no status_notes",
            "R3c*",
            spoil: replacing(
                "\"status_notes\":(null|\"[^\"]*\"),|<status_notes(/>|>[^<]*</status_notes>)",
                with: "",
                when: isRequests
            )
        ),
        .init(
            "XML and JSON differ",
            "J4",
            spoil: replacing("\"service_name\":\"Pothole\"", with: "\"service_name\":\"Pot hole\"", when: isServices)
        ),
        .init("service codes are numbers", "J2a json", spoil: Numbered.codes.spoil, ask: Numbered.codes.ask),
    ]

    /// Faults of the discovery document.
    static let ofDiscovery: [PlantedFault] = [
        .init(
            "a changeset of the future",
            "D4*",
            spoil: replacing("20[0-9]{2}-", with: "2999-", when: { $0.resource == "discovery" })
        ),
        .init(
            "an endpoint of type live",
            "D2b*",
            spoil: replacing(
                "(type\":\"|<type>)production",
                with: "$1live",
                when: { $0.resource == "discovery" }
            )
        ),
        .init(
            "one endpoint without a list",
            "D3 json",
            spoil: replacing(
                "\"formats\":\\[[^\\]]*\\]",
                with: "\"formats\":\"text/xml\"",
                when: { $0.resource == "discovery" }
            )
        ),
    ]
}
