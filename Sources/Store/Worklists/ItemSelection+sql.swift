import Postgres

extension ItemSelection {
    /// Every open item with where it stands and whose turn it is: the columns place, department, item.
    ///
    /// Reads all of the three hot tables; a department or a queue narrows each of them.
    static func places(in jurisdiction: Int32, department: String? = nil, queue: String? = nil) -> SQL {
        """
        SELECT 'waiting' AS place, q.department, r.seq AS item
          FROM queue q JOIN ready r ON r.jurisdiction = q.jurisdiction AND r.queue = q.queue
         WHERE q.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR q.department = \(department)::text)
           AND (\(queue)::text IS NULL OR q.name = \(queue)::text)
        UNION ALL
        SELECT 'leased', l.department, unnest(l.items) FROM lease l
         WHERE l.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR l.department = \(department)::text)
        UNION ALL
        SELECT 'accepted', a.department, a.item FROM accepted a
         WHERE a.jurisdiction = \(jurisdiction)
           AND (\(department)::text IS NULL OR a.department = \(department)::text)
        """
    }
}
