import Boundaries
import ServiceRequests

extension City {
    /// A layer's name for people; its id where it has none.
    func layerName(_ id: String, _ language: String) -> String {
        snapshot.index.layers.first { $0.id == id }?.definition.names[language] ?? id
    }
}
