extension [Coordinate] {
    /// Whether this closed ring goes round what is inside it counterclockwise, as a map with north at the top shows it.
    var isCounterclockwise: Bool {
        // Twice the area in square degrees: only its sign counts.
        zip(self, dropFirst()).reduce(0.0) {
            $0 + ($1.1.longitude - $1.0.longitude) * ($1.1.latitude + $1.0.latitude)
        } < 0
    }
}
