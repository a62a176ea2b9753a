import Boundaries

extension Double {
    /// As addresses have it, and `degrees` in `map.js`: to the 6th decimal of a degree, 11 cm, without an end of zeros.
    var degrees: String {
        let millionths = Int((self * 1e6).rounded())
        let (whole, part) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var text = "\(millionths < 0 ? "-" : "")\(whole)"
        guard part > 0 else { return text }
        let digits = String(part)
        text += "." + String(repeating: "0", count: 6 - digits.count) + digits
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}

extension Coordinate {
    /// As one parameter of an address has it, latitude first.
    var inAddresses: String { "\(latitude.degrees),\(longitude.degrees)" }

    /// As residents' pages say it, latitude first; what is stored keeps every decimal that was sent.
    var shown: String { "\(latitude.degrees), \(longitude.degrees)" }
}

extension String {
    /// Degrees as addresses have them: those of more than six decimals rounded, everything else as it is.
    var shortDegrees: String {
        guard let point = firstIndex(of: "."), self[point...].utf8.count > 7, let degrees = Double(self),
            (-180...180).contains(degrees)
        else { return self }
        return degrees.degrees
    }
}
