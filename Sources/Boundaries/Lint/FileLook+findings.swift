extension FileLook {
    /// Everything there is to say, the whole file first and then feature by feature.
    func result(_ settings: LintSettings) -> LintResult {
        let reference = reference
        let remedy = Remedy(
            file: subject.file,
            key: key ?? subject.key ?? "id",
            label: subject.label,
            system: reference.id,
            isCertain: reference.isCertain
        )
        var findings = faultFindings(remedy)
        findings += memberFindings(remedy)
        findings += antarcticFindings(remedy)
        findings += shapeFindings(settings, unit: reference.unit.rawValue, remedy)
        findings += twinFindings(remedy)
        findings = Self.folded(findings, of: count)
        // A stable order: the file, then its features as they come.
        let ordered = findings.enumerated().sorted {
            ($0.element.feature ?? -1, $0.offset) < ($1.element.feature ?? -1, $1.offset)
        }
        findings = ordered.map(\.element)
        if findings.count > settings.maximumFindings {
            let more = findings.count - settings.maximumFindings
            // What is left out must not make a file look better than it is.
            let kept = findings.filter { $0.severity == .error } + findings.filter { $0.severity != .error }
            findings = Array(kept.prefix(settings.maximumFindings))
            findings.append(
                finding(
                    .fault(.more),
                    "expected fewer findings, found \(more) more than are listed",
                    remedy.text(for: .more)
                )
            )
        }
        return LintResult(
            file: subject.file,
            features: count,
            key: key,
            guess: guess?.reason,
            findings: findings
        )
    }

    private func finding(
        _ rule: BoundaryFinding.Rule,
        _ message: String,
        _ remedy: String,
        spot: FeatureSpot? = nil,
        place: BoundaryFault.Place? = nil
    ) -> BoundaryFinding {
        BoundaryFinding(
            rule: rule,
            file: subject.file,
            feature: spot?.index,
            key: spot?.key,
            place: place,
            message: message,
            remedy: remedy
        )
    }

    /// What the reader says, with remedies; a projected file is told of once, with what all its numbers look like.
    private func faultFindings(_ remedy: Remedy) -> [BoundaryFinding] {
        let byIndex = Dictionary(features.map { ($0.spot.index, $0) }, uniquingKeysWith: { first, _ in first })
        var findings: [BoundaryFinding] = []
        // So many for the whole file: the list is a service, and the first place is told without it.
        var comparisons = 100_000_000
        for fault in faults where fault.kind != .projected {
            var message = fault.message
            if fault.kind == .invalid, let raw = fault.feature.flatMap({ byIndex[$0]?.geometry.raw }) {
                let search = CrossingSearch(
                    raw.polygons,
                    listed: 5,
                    within: min(comparisons, 20_000_000),
                    crossings: 10_000
                )
                comparisons -= search.comparisons
                message += Self.words(search)
            }
            var text = remedy.text(for: fault.kind)
            if fault.kind == .foreignReferenceSystem, projectedRange == nil {
                text =
                    "The numbers look like degrees; if they are of WGS 84, take the member crs out, which --fix does "
                    + "where --extent is given and holds them all. Else r" + String(remedy.conversion.dropFirst())
            }
            findings.append(
                BoundaryFinding(
                    rule: .fault(fault.kind),
                    file: fault.file,
                    feature: fault.feature,
                    key: fault.key,
                    place: fault.place,
                    message: message,
                    remedy: text
                )
            )
        }
        let projected = faults.filter { $0.kind == .projected }
        guard let first = projected.first, let range = projectedRange else { return findings }
        let which = Self.which(projected.compactMap(\.feature), of: count)
        let message =
            "expected degrees of WGS 84 (RFC 7946), found numbers from \(Self.text(range.x)) and \(Self.text(range.y)) in "
            + "\(which), which \(words(x: range.x, y: range.y))"
        findings.append(finding(.fault(.projected), message, remedy.importing, place: first.place))
        return findings
    }

    private static func words(_ search: CrossingSearch) -> String {
        guard !search.places.isEmpty else { return "" }
        let places = search.places.map { place in
            switch BoundaryFault.Place.of(place.x, place.y) {
            case .coordinate(let coordinate): "\(coordinate)"
            case .raw(let first, let second): "[\(first), \(second)]"
            }
        }
        let others = search.count.map { $0 > places.count ? " and \($0 - places.count) more places" : "" }
        let more = others ?? " and many more places"
        return "; its edges cross at \(places.joined(separator: " · "))\(more)"
    }

    private static func text(_ range: ClosedRange<Double>) -> String {
        "\(ShapeOddities.text(range.lowerBound)) to \(ShapeOddities.text(range.upperBound))"
    }

    /// What is said of the JSON and not of what it means.
    private func memberFindings(_ remedy: Remedy) -> [BoundaryFinding] {
        guard let outline else { return [] }
        var findings: [BoundaryFinding] = []
        func add(_ repeated: [String], _ spot: FeatureSpot?) {
            guard !repeated.isEmpty else { return }
            let names = repeated.map(\.debugDescription).joined(separator: ", ")
            let message = "expected every member of an object once, found \(names) twice"
            findings.append(finding(.oddity(.repeatedMember), message, remedy.text(for: .repeatedMember), spot: spot))
        }
        add(outline.repeated, nil)
        if system.isWGS84 {
            let message = "expected no member crs (RFC 7946 has none), found one that names WGS 84"
            findings.append(
                finding(.oddity(.referenceSystemMember), message, remedy.text(for: .referenceSystemMember))
            )
        }
        let spots = Dictionary(features.map { ($0.spot.index, $0.spot) }, uniquingKeysWith: { first, _ in first })
        for (index, feature) in outline.features.enumerated() {
            let spot = spots[index] ?? FeatureSpot(index: index, key: nil)
            add(feature.repeated, spot)
            guard feature.elevated > 0 else { continue }
            let message = "expected positions of two numbers, found \(feature.elevated) with a third, which is not used"
            findings.append(finding(.oddity(.elevation), message, remedy.text(for: .elevation), spot: spot))
        }
        return findings
    }

    /// Nothing is out of range where both numbers are below 90, and no resident calls from there.
    private func antarcticFindings(_ remedy: Remedy) -> [BoundaryFinding] {
        let rings = features.flatMap { $0.geometry.raw?.polygons.joined().map(\.self) ?? [] }
        var latitudes = -Double.infinity
        var longitudes = Double.infinity
        for ring in rings {
            for index in stride(from: 0, to: ring.count - 1, by: 2) {
                longitudes = min(longitudes, ring[index])
                latitudes = max(latitudes, ring[index + 1])
            }
        }
        guard latitudes < -60, longitudes >= -60, faults.isEmpty else { return [] }
        let message =
            "expected places where people live, found nothing north of \((latitudes * 100).rounded() / 100): all lies in "
            + "Antarctica, as cities of America do where latitude and longitude are swapped"
        return [finding(.oddity(.antarctic), message, remedy.text(for: .antarctic))]
    }

    private func shapeFindings(_ settings: LintSettings, unit: Double, _ remedy: Remedy) -> [BoundaryFinding] {
        features.flatMap { feature -> [BoundaryFinding] in
            guard let raw = feature.geometry.raw else { return [] }
            let scale = ShapeScale(raw, troubles: feature.geometry.troubles, unit: unit)
            return ShapeOddities(raw, scale: scale, settings: settings).all.map { odd in
                finding(
                    .oddity(odd.oddity),
                    odd.message,
                    remedy.text(for: odd.oddity),
                    spot: feature.spot,
                    place: odd.place
                )
            }
        }
    }

    private func twinFindings(_ remedy: Remedy) -> [BoundaryFinding] {
        TwinSearch.pairs(features).map { pair in
            let first = features[pair.first].spot
            let oddity: BoundaryFinding.Oddity = pair.isExact ? .sameGeometry : .nearlySameGeometry
            let found = pair.isExact ? "the same" : "almost the same"
            let other = "feature \(first.index)" + (first.key.map { " (\($0))" } ?? "")
            let message = "expected a place of its own, found \(found) geometry as \(other)"
            return finding(.oddity(oddity), message, remedy.text(for: oddity), spot: features[pair.second].spot)
        }
    }
}
