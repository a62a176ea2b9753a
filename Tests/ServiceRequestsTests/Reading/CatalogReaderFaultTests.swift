import ServiceRequests
import Testing

/// One mistake at a time, each with the whole message it must give.
@Suite struct CatalogReaderFaultTests {
    /// What is replaced, by what, and the issue that gives.
    typealias Fault = (from: String, to: String, issue: String)

    static let jurisdictionFaults: [Fault] = [
        (
            "id: tiny", "id: Tiny Town",
            "1: error: id: expected the jurisdiction's code of lower-case letters, digits and hyphens (or .), at most 64, found “Tiny Town”"
        ),
        (
            "name: {en: Tinytown}", "name: Tinytown",
            "2: error: name: expected a map from language to text, {en: …}, found “Tinytown”"
        ),
        (
            "name: {en: Tinytown}", "name: {english: Tinytown}",
            "2: error: name.english: expected a language code like en or zh-Hant, found “english”"
        ),
        (
            "name: {en: Tinytown}", "name: {}",
            "2: error: name: expected a map from language to text, {en: …}, found an empty one"
        ),
        ("name: {en: Tinytown}", "name: {en: }", "2: error: name.en: expected a text, found nothing"),
        ("name: {en: Tinytown}", "name: {en: [Tinytown]}", "2: error: name.en: expected a text, found a list"),
        (
            "America/New_York", "America/New_Yrok",
            "3: error: time_zone: expected a time zone as IANA names it, found “America/New_Yrok”; did you mean “America/New_York”?"
        ),
        (
            "languages: [en]", "languages: []",
            "4: error: languages: expected a list of language codes, found an empty one"
        ),
        ("languages: [en]", "languages: en", "4: error: languages: expected a list of language codes, found “en”"),
        (
            "languages: [en]", "languages: [en, en]",
            "4: error: languages[1]: expected every language once, found “en” again"
        ),
        (
            "emergency: {en: Call 911.}", "emergncy: {en: Call 911.}",
            "1: error: expected the key “emergency”, found none"
        ),
        ("metres: 50", "metres: 6000", "7: error: edges.metres: expected a number from 0 to 5000, found “6000”"),
        ("metres: 50", "metres: nan", "7: error: edges.metres: expected a number from 0 to 5000, found “nan”"),
        (
            "metres: 50", "metres: 50, stretches: [{name: {en: E}, metres: 1, line: [[1, 2]]}]",
            "7: error: edges.stretches[0].line: expected at least two positions, found one"
        ),
        (
            "metres: 50", "metres: 50, stretches: [{name: {en: E}, metres: 1, line: [[1, 2], [3]]}]",
            "7: error: edges.stretches[0].line[1]: expected two numbers, [longitude, latitude], found 1"
        ),
        (
            "metres: 50", "metres: 50, stretches: [{name: {en: E}, metres: 1, line: [[1, 2], [40, -94]]}]",
            "7: error: edges.stretches[0].line[1][1]: expected a number from -90 to 90, found “-94”"
        ),
        (
            "\"09:00-17:00\"", "09:00",
            "8: error: calendar.open.mon: expected hours of one day like \"09:00-17:00\", found “09:00”"
        ),
        (
            "mon:", "mn:",
            "8: error: calendar.open.mn: expected one of mon, tue, wed, thu, fri, sat, sun, found the key “mn”; did you mean “mon”?"
        ),
        (
            "2026-01-01", "2026-02-30",
            "8: error: calendar.holidays[0]: expected a date like 2026-01-31, found “2026-02-30”"
        ),
        (
            "{id: all, name: {en: Everything}}", "all",
            "10: error: groups[0]: expected a group, {id: …, name: {en: …}}, found “all”"
        ),
        ("languages: [en]", "languages: [en, es]", "2: error: name: expected a text in “es”, found en"),
    ]

    static let departmentFaults: [Fault] = [
        ("{code: triage,", "{code: triag,", "2: error: departments: expected a department “triage”, found none"),
        (
            "{code: parks,", "{code: police,",
            "3: error: departments[1].code: expected every department code once, found “police” again"
        ),
        (
            "{code: parks,", "{url: parks, code: parks,",
            "3: error: departments[1].url: expected a web address that begins with https:// or http://, found “parks”"
        ),
        (
            "{code: parks,", "{code: PARKS,",
            "3: error: departments[1].code: expected a code of lower-case letters, digits and hyphens, at most 64, found “PARKS”"
        ),
        (
            "{code: parks,", "{code: parks, code: parks,",
            "3: error: expected every key once, found “code” again in one map"
        ),
    ]

    static let serviceFaults: [Fault] = [
        (
            "group: all", "group: al",
            "1: error: group: expected a group of jurisdiction.yml, found “al”, under which nobody finds its services; did you mean “all”?"
        ),
        (
            "group: all", "group: [all",
            "2: error: expected YAML, found a fault in column 9: did not find expected ',' or ']'"
        ),
        (
            "target: {hours: 8}", "target: {hours: 8, days: 1}",
            "8: error: services[0].target: expected exactly one of hours, days, working_hours, working_days, found hours, days"
        ),
        (
            "target: {hours: 8}", "target: {hours: 0}",
            "8: error: services[0].target.hours: expected a whole number from 1 to 10000, found “0”"
        ),
        (
            "target: {hours: 8}", "target: {working_days: 1.5}",
            "8: error: services[0].target.working_days: expected a whole number from 1 to 3650, found “1.5”"
        ),
        (
            "target: {hours: 8}", "target: {hour: 8}",
            "8: error: services[0].target.hour: expected one of hours, days, working_hours, working_days, found the key “hour”; did you mean “hours”?"
        ),
        ("    target: {hours: 8}\n", "", "3: error: services[0]: expected the key “target”, found none"),
        (
            "target: {hours: 8}", "target: {hours: 8}\n    visibility: hidden",
            "9: error: services[0].visibility: expected a visibility (public, private), found “hidden”"
        ),
        (
            "target: {hours: 8}", "target: {hours: 8}\n    type: blackbx",
            "9: error: services[0].type: expected a type (realtime, batch, blackbox), found “blackbx”; did you mean “blackbox”?"
        ),
        (
            "target: {hours: 8}", "target: {hours: 8}\n    public_description: maybe",
            "9: error: services[0].public_description: expected true or false, found “maybe”"
        ),
        (
            "datatype: singlevaluelist", "datatype: singlevalulist",
            "12: error: services[0].attributes[0].datatype: expected a datatype (string, number, datetime, text, singlevaluelist, multivaluelist), found “singlevalulist”; did you mean “singlevaluelist”?"
        ),
        (
            "datatype: singlevaluelist", "datatype: text",
            "14: error: services[0].attributes[0].values: expected no “values” for a text, found some"
        ),
        (
            "{key: dog,", "{key: music,",
            "15: error: services[0].attributes[0].values[1].key: expected every key of a question once, found “music” again"
        ),
        (
            "{key: dog,", "{aliases: [Loud Music], key: dog,",
            "15: error: services[0].attributes[0].values[1].aliases[0]: expected every alias of a question once, found “Loud Music” again, already of music"
        ),
        (
            "{key: dog,", "{aliases: [music], key: dog,",
            "15: error: services[0].attributes[0].values[1].aliases[0]: expected an alias that is no other value's key, found “music”"
        ),
        (
            "datatype: singlevaluelist", "when: {layer: city}\n        datatype: singlevaluelist",
            "12: error: services[0].attributes[0].when: expected a condition over questions only, found the layer “city”"
        ),
        (
            "datatype: singlevaluelist", "when: {attribute: kind, is: [dog]}\n        datatype: singlevaluelist",
            "12: error: services[0].attributes[0].when.attribute: expected an earlier question of the service, found “kind”"
        ),
        (
            "department: parks", "department: park",
            "18: error: services[0].routes[0].department: expected a department of departments.yml, found “park”; did you mean “parks”?"
        ),
        (
            "department: parks", "department: parks\n        also: [{department: polis}]",
            "19: error: services[0].routes[0].also[0].department: expected a department of departments.yml, found “polis”; did you mean “police”?"
        ),
        (
            "department: parks", "department: parks\n        priority: 4",
            "19: error: services[0].routes[0].priority: expected a whole number from 1 to 3, found “4”"
        ),
        (
            "- department: police", "- when: {layer: city}\n        department: police",
            "20: error: services[0].routes[1].when: expected the last route without “when”, found one"
        ),
        (
            "- when: {layer: district, property: kind, is: [park]}\n        department: parks", "- department: parks",
            "17: error: services[0].routes[0]: expected “when” in every route but the last, found none: no later route can win"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{}",
            "17: error: services[0].routes[0].when: expected exactly one of layer, attribute, all, any, not, found none"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{layer: district, any: []}",
            "17: error: services[0].routes[0].when: expected exactly one of layer, attribute, all, any, not, found layer, any"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{any: []}",
            "17: error: services[0].routes[0].when.any: expected a list of conditions, found an empty one"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{layer: district, is: [park]}",
            "17: error: services[0].routes[0].when: expected “boundary”, or “property” and “is” together, beside “layer”, found is"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{layer: district, boundary: [1], is: [park]}",
            "17: error: services[0].routes[0].when: expected “boundary”, or “property” and “is” together, beside “layer”, found boundary, is"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{layer: district, boundary: 7}",
            "17: error: services[0].routes[0].when.boundary: expected a list of boundary ids, found “7”"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{attribute: kind}",
            "17: error: services[0].routes[0].when: expected the key “is”, found none"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{attribute: kind, is: [dog], boundary: [1]}",
            "17: error: services[0].routes[0].when.boundary: expected no “boundary” beside “attribute”, found one"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{attribute: knd, is: [dog]}",
            "17: error: services[0].routes[0].when.attribute: expected a question of the service, found “knd”; did you mean “kind”?"
        ),
        (
            "{layer: district, property: kind, is: [park]}", "{any: [{not: {attribute: kind, is: [dog, cat]}}]}",
            "17: error: services[0].routes[0].when.any[0].not.is[1]: expected a key of the question “kind”, found “cat”"
        ),
        (
            "{layer: district, property: kind, is: [park]}",
            String(repeating: "{not: ", count: 9) + "{layer: city}" + String(repeating: "}", count: 9),
            "17: error: services[0].routes[0].when.not.not.not.not.not.not.not.not: expected conditions at most eight deep, found a deeper one"
        ),
        (
            "aliases: [NOISE]", "aliases: [NOISE, NOISE]",
            "7: error: services[0].aliases[1]: expected every alias once, found “NOISE” again, already of noise"
        ),
        ("aliases: [NOISE]", "aliases: [NOISE, ~]", "7: error: services[0].aliases[1]: expected a text, found nothing"),
        (
            "keywords: {en: [loud, music]}", "keywords: {es: [fuerte]}",
            "6: error: services[0].keywords: expected a text in “en”, found es"
        ),
        (
            "keywords: {en: [loud, music]}", "keywords: [loud]",
            "6: error: services[0].keywords: expected a map from language to a list of words, {en: […]}, found a list"
        ),
        (
            "because: {en: the place is in a park}", "because: {es: en un parque}",
            "19: error: services[0].routes[0].because: expected a text in “en”, found es"
        ),
        (
            "code: noise", "code: noise-" + String(repeating: "x", count: 60),
            "3: error: services[0].code: expected a code of lower-case letters, digits and hyphens, at most 64, found “noise-"
                + String(repeating: "x", count: 54) + "”"
        ),
    ]

    @Test(arguments: jurisdictionFaults)
    func `a mistake in jurisdiction.yml is told with its line`(fault: Fault) {
        let text = CatalogFiles.jurisdiction.replacing(fault.from, with: fault.to)
        expect(fault, in: CatalogFiles.files(jurisdiction: text), "jurisdiction.yml")
    }

    @Test(arguments: departmentFaults)
    func `a mistake in departments.yml is told with its line`(fault: Fault) {
        let text = CatalogFiles.departments.replacing(fault.from, with: fault.to)
        expect(fault, in: CatalogFiles.files(departments: text), "departments.yml")
    }

    @Test(arguments: serviceFaults)
    func `a mistake in a services file is told with its line`(fault: Fault) {
        let text = CatalogFiles.services.replacing(fault.from, with: fault.to)
        expect(fault, in: CatalogFiles.files(services: text), "services/noise.yml")
    }

    private func expect(_ fault: Fault, in files: [SourceFile], _ file: String) {
        let issues = CatalogFiles.issues(in: files)
        #expect(issues.contains("\(file):\(fault.issue)"), "found \(issues)")
    }

    @Test func `a file of aliases to aliases ends`() {
        // Seven levels of ten aliases each: ten million conditions in half a kilobyte.
        var levels = ["&a0 {layer: city}"]
        for level in 1...7 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            levels.append("&a\(level) {any: [\(aliases)]}")
        }
        func services(_ levels: some Sequence<String>) -> [SourceFile] {
            let condition = "{any: [\(levels.joined(separator: ", "))]}"
            let text = CatalogFiles.services.replacing("{layer: district, property: kind, is: [park]}", with: condition)
            return CatalogFiles.files(services: text)
        }
        #expect(CatalogFiles.issues(in: services(levels.prefix(3))).isEmpty)
        let issues = CatalogFiles.issues(in: services(levels))
        #expect(issues.contains { $0.hasSuffix("expected at most 250000 values in all files, found more") })
    }
}
