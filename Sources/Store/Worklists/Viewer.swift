import Postgres

/// Whose eyes staff's lists and case files are read with.
struct Viewer: Sendable {
    /// The department.
    let department: String
    /// What is private.
    let privacy: PrivacyRule

    /// Whether it may read the request whose number is `w.number`: it is there and public, or the department has a leg
    /// of it.
    func mayRead(in jurisdiction: Int32) -> SQL {
        """
        (EXISTS (
             SELECT FROM service_request v
              WHERE v.jurisdiction = \(jurisdiction) AND v.number = w.number AND NOT \(privacy.covers("v"))
         ) OR EXISTS (
             SELECT FROM work_item o
              WHERE o.jurisdiction = \(jurisdiction) AND o.number = w.number
                AND \(department) IN (o.department, o.offered_to)
         ))
        """
    }
}
