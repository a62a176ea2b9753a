extension ConformanceReport {
    /// The report as JUnit's XML, as CI servers read it: a suite a family of requirements, a case a line.
    ///
    /// What is not offered, and what was skipped, is `skipped`; a warning is a case that passed, with its words in
    /// `system-out`.
    public var junit: [UInt8] {
        var families: [String] = []
        for judgement in judgements where !families.contains(judgement.requirement.family) {
            families.append(judgement.requirement.family)
        }
        var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        text +=
            "<testsuites\(Self.counts(judgements)) name=\"\(Self.escaped("GeoReport v2 at \(target.endpoint.url)"))\">\n"
        for family in families {
            let members = judgements.filter { $0.requirement.family == family }
            text += "  <testsuite name=\"georeport.\(family)\"\(Self.counts(members))>\n"
            for member in members { text += Self.testCase(member, family: family) }
            text += "  </testsuite>\n"
        }
        text += "</testsuites>\n"
        return Array(text.utf8)
    }

    private static func counts(_ judgements: [Judgement]) -> String {
        let failures = judgements.count { $0.verdict == .failed }
        let skipped = judgements.count { $0.verdict == .skipped || $0.verdict == .notOffered }
        return " tests=\"\(judgements.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
    }

    private static func testCase(_ judgement: Judgement, family: String) -> String {
        let name = escaped("\(judgement.name): \(judgement.requirement.words)")
        let start = "    <testcase classname=\"georeport.\(family)\" name=\"\(name)\" time=\"0\""
        let inside: String
        switch judgement.verdict {
        case .passed, .offered: return start + "/>\n"
        case .skipped: inside = "<skipped message=\"\(escaped(judgement.note ?? ""))\"/>"
        case .notOffered: inside = "<skipped message=\"not offered\"/>"
        case .warning:
            inside =
                "<system-out>\(escaped("warning [\(judgement.requirement.source)]\n\(words(judgement))"))</system-out>"
        case .failed:
            let first = judgement.findings.first.map { "expected \($0.expected), found \($0.found)" } ?? ""
            inside =
                "<failure type=\"\(escaped(judgement.requirement.source.description))\" message=\"\(escaped(first))\">"
                + "\(escaped(words(judgement)))</failure>"
        }
        return "\(start)>\(inside)</testcase>\n"
    }

    private static func words(_ judgement: Judgement) -> String {
        var lines = judgement.findings.map { finding in
            let place = finding.place.map { place in
                "\n\(place.line)" + (place.excerpt.map { "\n\($0)" } ?? "")
            }
            return "expected \(finding.expected), found \(finding.found)\(place ?? "")"
        }
        if judgement.count > judgement.findings.count {
            lines.append("and \(judgement.count - judgement.findings.count) more of the kind")
        }
        return lines.joined(separator: "\n")
    }

    /// A text as XML's text or the value of an attribute.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            default: escaped.unicodeScalars.append(ElementReader.isCharacter(scalar) ? scalar : "\u{FFFD}")
            }
        }
    }
}
