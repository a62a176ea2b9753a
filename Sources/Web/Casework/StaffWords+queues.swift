import Boundaries
import ServiceRequests
import Store

extension StaffWords {
    /// What part of the city a queue is for, `61st Precinct`; nil where it is for all of it, or its name says as much.
    func area(ofQueue name: String) -> String? {
        guard let department = name.split(separator: "/").first,
            let boundary = city.queue(name, of: String(department))?.boundary,
            let reference = city.snapshot.index.reference(layer: boundary.layer, id: boundary.id),
            reference.name != boundary.id
        else { return nil }
        return reference.name
    }

    /// A queue's name with the part of the city it is for: `nypd/61 (61st Precinct)`.
    func queue(_ name: String) -> String {
        area(ofQueue: name).map { "\(name) (\($0))" } ?? name
    }
}
