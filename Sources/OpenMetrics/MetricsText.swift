/// Writes families of metrics as a text that scrapers read.
///
/// OpenMetrics 1.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/) or the older text of Prometheus: the samples
/// are the same; heads, escapes and the end differ.
public struct MetricsText: Sendable {
    private let format: MetricsFormat
    private var text = ""

    /// Writes the families in their order.
    public static func of(_ families: [MetricFamily], as format: MetricsFormat) -> String {
        var writer = MetricsText(format: format)
        writer.text.reserveCapacity(1 << 16)
        for family in families { writer.write(family) }
        if format == .openMetrics { writer.text += "# EOF\n" }
        return writer.text
    }

    private init(format: MetricsFormat) { self.format = format }

    private mutating func write(_ family: MetricFamily) {
        // To Prometheus the suffix is part of the name, and an info is a gauge.
        let suffix = Self.suffix(of: family.kind)
        let name = format == .openMetrics ? family.name : family.name + suffix
        let kind = format == .prometheus && family.kind == .info ? "gauge" : family.kind.rawValue
        text += "# HELP \(name) \(Self.escaped(family.help, quotes: format == .openMetrics))\n"
        text += "# TYPE \(name) \(kind)\n"
        if format == .openMetrics, let unit = family.unit { text += "# UNIT \(name) \(unit)\n" }
        for sample in family.samples {
            switch sample.value {
            case .integer(let number): line(family.name + suffix, sample.labels, String(number))
            case .number(let number): line(family.name + suffix, sample.labels, Self.text(of: number))
            case .histogram(let reading): write(reading, named: family.name, sample.labels)
            }
        }
    }

    /// Each class with all below it, then how many there are and their sum.
    private mutating func write(_ reading: Histogram.Reading, named name: String, _ labels: [MetricSample.Label]) {
        var count = 0
        for (bound, number) in zip(reading.bounds + [.infinity], reading.counts) {
            count += number
            let bucket = labels + [MetricSample.Label(name: "le", value: Self.text(of: bound))]
            line("\(name)_bucket", bucket, String(count))
        }
        line("\(name)_count", labels, String(count))
        line("\(name)_sum", labels, Self.text(of: reading.sum))
    }

    private mutating func line(_ name: String, _ labels: [MetricSample.Label], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                if index > 0 { text += "," }
                text += "\(label.name)=\"\(Self.escaped(label.value, quotes: true))\""
            }
            text += "}"
        }
        text += " \(value)\n"
    }

    private static func suffix(of kind: MetricFamily.Kind) -> String {
        switch kind {
        case .counter: "_total"
        case .info: "_info"
        case .gauge, .histogram: ""
        }
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        return number.description
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var escaped = ""
        // By scalars: a carriage return and a line feed are one character.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
