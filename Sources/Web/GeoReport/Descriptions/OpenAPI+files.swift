import GeoReport

extension OpenAPI {
    /// The whole list as a file.
    var bulk: WireValue.Member {
        let days = GeoReportRoutes.bulkDays
        let headers = OpenAPIHeader.everywhere + [.open, .language]
        let success: WireValue = [
            "description": .string("Columns \(BulkColumns.names.joined(separator: ", ")); RFC 4180, UTF-8."),
            "headers": .object(headers.map(\.member)),
            "content": ["text/csv": ["schema": ["type": "string"]]],
        ]
        let errors = OpenAPIErrors(codes: OpenAPIErrors.always + Self.listCodes)
        let after = OpenAPIParameter("after", .text(), "What comes behind the request with this id.")
        let parameters = OpenAPIParameter.filters(days: days) + [after, jurisdiction, .language]
        return .init(
            "/bulk/requests.csv",
            [
                "servers": outside.value,
                "get": [
                    "operationId": "bulk_csv",
                    "summary": "Every public request that the filters select, as a file (GeoReport Bulk)",
                    "tags": ["requests"],
                    "parameters": .array(parameters.map(\.value)),
                    "responses": .object([.init("200", success)] + errors.responses(in: .json)),
                ],
            ]
        )
    }

    /// A photo of a request, whose address is in `media_url`.
    var photo: WireValue.Member {
        let name = OpenAPIParameter("name", Shape.text().jsonSchema, "As it is in `media_url`.", in: .path)
        let headers = OpenAPIHeader.everywhere + [.open]
        let success: WireValue = [
            "description": "The photo.",
            "headers": .object(headers.map(\.member)),
            "content": ["image/jpeg": ["schema": ["type": "string", "contentMediaType": "image/jpeg"]]],
        ]
        let errors = OpenAPIErrors(codes: OpenAPIErrors.always + [.notFound])
        return .init(
            "/requests/{service_request_id}/photos/{name}",
            [
                "get": [
                    "operationId": "photo",
                    "summary": "A photo that everybody may see",
                    "tags": ["requests"],
                    "parameters": .array([OpenAPIParameter.id, name, jurisdiction].map(\.value)),
                    "responses": .object([.init("200", success)] + errors.responses(in: .json)),
                ]
            ]
        )
    }
}
