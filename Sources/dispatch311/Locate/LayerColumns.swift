/// The names of the columns that are added for the layers.
enum LayerColumns {
    /// One name a layer: its id, then `<id>_found`, then `<id>_found_2` and so on until the name is free.
    static func names(for layers: [String], beside columns: [String]) -> [String] {
        var taken = Set(columns)
        return layers.map { layer in
            var name = layer
            var number = 1
            while !taken.insert(name).inserted {
                name = number == 1 ? "\(layer)_found" : "\(layer)_found_\(number)"
                number += 1
            }
            return name
        }
    }
}
