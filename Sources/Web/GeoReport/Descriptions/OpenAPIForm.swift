import GeoReport

/// A form of GeoReport as OpenAPI has it: URL-encoded, or in parts with photos.
struct OpenAPIForm: Sendable {
    /// A field that is one value.
    struct Field: Sendable {
        let name: String
        let shape: Shape
        let meaning: String

        init(_ name: String, _ shape: Shape, _ meaning: String) {
            self.name = name
            self.shape = shape
            self.meaning = meaning
        }
    }

    /// What `jurisdiction_id` may be.
    let jurisdictions: [String]
    let limits: WebLimits

    /// The body of an operation; `rules` are what its fields have to be together, beside what each is.
    func body(_ fields: [Field], required: [String], example: WireValue, rules: [WireValue.Member] = []) -> WireValue {
        [
            "required": true,
            "description": .string(
                "Fields of at most \(limits.maximumBody >> 10) KiB together, in at most "
                    + "\(FormLimits().maximumCount) parameters; an empty one is the same as none."
            ),
            "content": [
                "application/x-www-form-urlencoded": [
                    "schema": schema(fields, required, rules, files: false), "example": example,
                ],
                "multipart/form-data": ["schema": schema(fields, required, rules, files: true)],
            ],
        ]
    }

    private func schema(_ fields: [Field], _ needed: [String], _ rules: [WireValue.Member], files: Bool) -> WireValue {
        var properties: [WireValue.Member] = fields.map { field in
            .init(field.name, described(field.shape.jsonSchema, field.meaning))
        }
        properties += [
            .init("jurisdiction_id", OpenAPIParameter.jurisdiction(jurisdictions).schema), .init("media_url", links),
            .init("media", media(files: files)),
        ]
        let required = needed + (jurisdictions.count > 1 ? ["jurisdiction_id"] : [])
        return .object(
            [
                .init("type", "object"), .init("properties", .object(properties)),
                .init("required", .array(required.map { .string($0) })),
            ] + rules
        )
    }

    private var links: WireValue {
        let link = Shape.pattern("[Hh][Tt][Tt][Pp][Ss]?://[^\\x00-\\x20\\x7F]*").jsonSchema
        let links: WireValue = [
            "type": "array", "items": link, "maxItems": .integer(SubmissionDecoder.mostMediaURLs),
        ]
        return described(links, "Pictures elsewhere, kept as links and never fetched; repeated.")
    }

    private func media(files: Bool) -> WireValue {
        let photo: WireValue =
            files
            ? ["type": "string", "contentMediaType": "application/octet-stream"]
            : ["type": "string", "contentEncoding": "base64"]
        return described(
            ["type": "array", "items": photo],
            "Photos (JPEG, PNG, WebP), \(limits.maximumPhotos) at most, of at most \(limits.maximumPhoto >> 20) MB each"
                + (files ? "; any other field with a file is one, too." : ", as base64.")
        )
    }

    private func described(_ schema: WireValue, _ words: String) -> WireValue {
        guard case .object(let members) = schema else { return schema }
        return .object([.init("description", .string(words))] + members)
    }
}
