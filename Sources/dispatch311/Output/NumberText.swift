/// Numbers as people read them, the same in every locale.
enum NumberText {
    /// Thousands set apart: 1,234,567.
    static func grouped(_ number: some BinaryInteger) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// A number with that many digits after the point; "-" for what is not finite.
    static func fixed(_ number: Double, digits: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int64((abs(number) * scale).rounded())
        let sign = number < 0 && whole != 0 ? "-" : ""
        let unit = Int64(scale)
        guard digits > 0 else { return sign + grouped(whole) }
        let fraction = String(whole % unit)
        return sign + grouped(whole / unit) + "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// A number without digits it does not need: "1", "0.5".
    static func short(_ number: Double) -> String {
        number == number.rounded() ? fixed(number, digits: 0) : "\(number)"
    }

    /// A share of one as a percentage: 0.9962 is "99.62 %".
    static func percent(_ share: Double, digits: Int = 0) -> String { fixed(share * 100, digits: digits) + " %" }

    /// A span as a clock shows it: 0:07, 12:30, 1:02:03.
    static func clock(_ duration: Duration) -> String {
        let seconds = max(0, Int(duration.components.seconds))
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let hours = seconds / 3600
        let minutes = seconds / 60 % 60
        return (hours > 0 ? "\(hours):" + two(minutes) : String(minutes)) + ":" + two(seconds % 60)
    }

    /// A span in words: "850 ms", "3.2 s", "12 min", "5 h", "3 days".
    static func span(_ duration: Duration) -> String {
        let seconds = duration.inSeconds
        return switch seconds {
        case ..<1: fixed(seconds * 1000, digits: 0) + " ms"
        case ..<60: fixed(seconds, digits: 1) + " s"
        case ..<5400: fixed(seconds / 60, digits: 0) + " min"
        case ..<172_800: fixed(seconds / 3600, digits: 0) + " h"
        default: fixed(seconds / 86_400, digits: 0) + " days"
        }
    }

    /// Bytes in the largest unit that leaves a readable number: "1.4 GB".
    static func bytes(_ count: Int64) -> String {
        var number = Double(count)
        for unit in ["bytes", "kB", "MB", "GB", "TB"] {
            if number < 1000 { return fixed(number, digits: unit == "bytes" || number >= 100 ? 0 : 1) + " " + unit }
            number /= 1000
        }
        return fixed(number, digits: 0) + " PB"
    }

    /// A count and its noun: "1 row", "2 rows".
    static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        grouped(number) + " " + (number == 1 ? singular : plural ?? singular + "s")
    }
}
