extension Duration {
    /// The span in seconds and their fractions.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
