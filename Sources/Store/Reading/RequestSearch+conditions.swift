import Boundaries
import Postgres
import ServiceRequests

extension RequestSearch {
    /// Whether the list is about some services or departments only.
    var isOfServices: Bool { !query.serviceCodes.isEmpty || !query.departments.isEmpty }

    /// Whether an index alone knows what belongs to the list: everything, or what is of a few services.
    ///
    /// Departments are many services each, most of which are met soon enough among the newest.
    var isPlain: Bool { rest.isEmpty && query.departments.isEmpty && query.serviceCodes.count <= 5 }

    /// How many are looked at for one part of the list where an index cannot tell which belong to it.
    ///
    /// What the specification has is looked for to the end of the window: a client that knows nothing of further parts must
    /// be given all there is. Words cost the most to look for.
    var mostLooks: Int {
        if !query.words.isEmpty { return RequestReader.wordLimit }
        let isBeyond = query.area != nil || query.hasPicture != nil || query.updated != nil
        return isBeyond ? RequestReader.lookLimit : .max
    }

    /// What must be true of each row; in a walk by services and departments those are true already.
    func conditions(walked: Bool) -> SQL {
        var all = rest
        if !walked {
            if !query.serviceCodes.isEmpty { all.append("r.service_code = ANY (\(query.serviceCodes)::text[])") }
            if !query.departments.isEmpty { all.append("r.department = ANY (\(query.departments)::text[])") }
        }
        guard let first = all.first else { return "true" }
        return "(\(all.dropFirst().reduce(first) { "\($0) AND \($1)" }))"
    }

    /// All but services and departments.
    private var rest: [SQL] {
        var all: [SQL] = []
        if query.statuses.count == 1, let status = query.statuses.first { all.append("r.status = \(status.rawValue)") }
        if let updated = query.updated {
            // As the public is told it.
            all.append(
                """
                CASE WHEN r.status = 'closed' THEN coalesce(r.closed_at, r.updated_at) ELSE r.updated_at END
                    BETWEEN \(updated.start) AND \(updated.end)
                """
            )
        }
        for box in query.area?.boxes ?? [] {
            all.append(
                """
                r.latitude BETWEEN \(box.south) AND \(box.north) AND r.longitude BETWEEN \(box.west) AND \(box.east)
                """
            )
        }
        if let circle = query.area?.circle {
            all.append("\(EarthDistance.metres(from: circle.center, to: "r")) <= \(circle.metres)")
        }
        if let hasPicture = query.hasPicture { all.append("\(hasPicture) = (\(pictured))") }
        for word in query.words { all.append(found(word)) }
        return all
    }

    /// Whether the public may read the description, and see what was sent with it.
    private var described: SQL {
        "r.service_code = ANY (\(reader.openDescriptions)::text[]) AND NOT r.withholds_description"
    }

    private var pictured: SQL {
        """
        \(described) AND cardinality(r.media_urls) > 0
        OR EXISTS (SELECT FROM photo p
                    WHERE p.jurisdiction = \(jurisdiction.number) AND p.number = r.number AND p.kind = 'photo'
                      AND (p.department IS NOT NULL OR \(described)))
        """
    }

    private func found(_ word: ServiceRequest.Query.Word) -> SQL {
        // Not LIKE: a percent sign is one.
        """
        (r.service_code = ANY (\(word.serviceCodes)::text[])
         OR position(lower(\(word.text)) IN lower(coalesce(r.address, ''))) > 0
         OR \(described) AND position(lower(\(word.text)) IN lower(coalesce(r.description, ''))) > 0)
        """
    }
}
