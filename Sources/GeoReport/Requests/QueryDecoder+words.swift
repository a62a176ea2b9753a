import ServiceRequests

extension QueryDecoder {
    /// The most characters of `q`.
    public static let longestText = 200
    /// The most words of `q`.
    public static let mostWords = 10

    /// The words of `q` (or `keyword`), each with the services whose names have it in any language.
    func words(
        in query: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> [ServiceRequest.Query.Word] {
        guard let text = query["q"] ?? query["keyword"] else { return [] }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard text.unicodeScalars.count <= Self.longestText, words.count <= Self.mostWords else {
            faults.append(
                .init(
                    .parameterInvalid,
                    "q: expected at most \(Self.mostWords) words and \(Self.longestText) characters, found more"
                )
            )
            return []
        }
        return words.map { word in
            let small = word.lowercased()
            let named = catalog.services.filter { service in
                service.name.translations.values.contains { $0.lowercased().contains(small) }
            }
            return ServiceRequest.Query.Word(word, serviceCodes: named.map(\.code))
        }
    }

    /// The departments of `agency_responsible`, by code or by name in any language, one or several.
    ///
    /// One that there is not stays as it is, so that it matches nothing.
    func departments(in query: FormParameters) -> [String] {
        guard let list = query["agency_responsible"] else { return [] }
        // A name may have a comma in it.
        if let code = department(named: list) { return [code] }
        let codes = list.commaSeparated.map { department(named: $0) ?? $0 }
        return codes.isEmpty ? [list] : codes
    }

    private func department(named text: String) -> String? {
        let small = text.lowercased()
        return catalog.departments.first { department in
            department.code == text || department.name.translations.values.contains { $0.lowercased() == small }
        }?.code
    }

    /// Whether `has_photo` (or `with_picture`) asks for those with a picture or for those without.
    func picture(in query: FormParameters, _ faults: inout [GeoReportError.Fault]) -> Bool? {
        for name in ["has_photo", "with_picture"] {
            guard let text = query[name] else { continue }
            switch text.lowercased() {
            case "true", "1", "yes": return true
            case "false", "0", "no": return false
            default:
                faults.append(.init(.parameterInvalid, "\(name): expected true or false, found \(Quotation(text))"))
                return nil
            }
        }
        return nil
    }
}
