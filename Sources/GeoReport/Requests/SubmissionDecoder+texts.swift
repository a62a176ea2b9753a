import ServiceRequests

extension SubmissionDecoder {
    /// The most characters of a name, an id or a telephone number.
    public static let longestName = 200
    /// RFC 5321, 4.5.3.1: a path has at most 256 octets with its angle brackets.
    public static let longestEmail = 254
    /// What browsers and proxies carry.
    static let longestURL = 2000
    /// The most links to pictures.
    public static let mostMediaURLs = 20

    func description(in form: FormParameters, _ faults: inout [GeoReportError.Fault]) -> String? {
        let longest = ServiceRequest.maximumDescription
        return text("description", atMost: longest, code: .descriptionTooLong, in: form, &faults)
    }

    func contact(in form: FormParameters, _ faults: inout [GeoReportError.Fault]) -> ServiceRequest.Contact {
        ServiceRequest.Contact(
            firstName: line("first_name", atMost: Self.longestName, in: form, &faults),
            lastName: line("last_name", atMost: Self.longestName, in: form, &faults),
            email: email(in: form, &faults),
            phone: line("phone", atMost: Self.longestName, in: form, &faults)
        )
    }

    private func email(in form: FormParameters, _ faults: inout [GeoReportError.Fault]) -> String? {
        guard let email = line("email", atMost: Self.longestEmail, in: form, &faults) else { return nil }
        // Whether it exists, only a mail can tell; without these parts none can be sent, and nobody would be told.
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }), !email.contains(where: \.isWhitespace) else {
            faults.append(
                .init(.parameterInvalid, "email: expected an address like name@example.org, found \(Quotation(email))")
            )
            return nil
        }
        return email
    }

    func mediaURLs(in form: FormParameters, _ faults: inout [GeoReportError.Fault]) -> [String] {
        var seen: Set<String> = []
        let urls = (form.all(named: "media_url") + form.all(named: "media_url[]")).filter { seen.insert($0).inserted }
        if urls.count > Self.mostMediaURLs {
            faults.append(
                .init(.listTooLong, "media_url: expected at most \(Self.mostMediaURLs) links, found \(urls.count)")
            )
            return []
        }
        // They become links on pages: a `javascript:` one must never get there.
        let bad = urls.first { url in
            let start = url.prefix(8).lowercased()
            let isWeb = start.hasPrefix("http://") || start.hasPrefix("https://")
            return !isWeb || url.unicodeScalars.count > Self.longestURL
                || url.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
        }
        guard let bad else { return urls }
        faults.append(
            .init(
                .parameterInvalid,
                "media_url: expected a link that begins with https:// or http:// and has at most "
                    + "\(Self.longestURL) characters, found \(Quotation(bad))"
            )
        )
        return []
    }

    /// A text of one line; nil when absent or after saying what is wrong with it.
    func line(
        _ name: String,
        atMost longest: Int,
        in form: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> String? {
        guard let text = text(name, atMost: longest, in: form, &faults) else { return nil }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            faults.append(
                .init(
                    .parameterInvalid,
                    "\(name): expected one line without control characters, found \(Quotation(text))"
                )
            )
            return nil
        }
        return text
    }

    /// A text of any number of lines; nil when absent or too long.
    func text(
        _ name: String,
        atMost longest: Int,
        code: GeoReportError.Code = .parameterInvalid,
        in form: FormParameters,
        _ faults: inout [GeoReportError.Fault]
    ) -> String? {
        guard let text = form[name]?.withPlainLineBreaks else { return nil }
        let count = text.unicodeScalars.count
        guard count <= longest else {
            faults.append(.init(code, "\(name): expected at most \(longest) characters, found \(count)"))
            return nil
        }
        return text
    }
}
