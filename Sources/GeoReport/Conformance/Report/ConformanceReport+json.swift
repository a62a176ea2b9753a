extension ConformanceReport {
    /// The report as one object of JSON: what was checked, a summary, and every line.
    public var json: [UInt8] {
        let counts = Verdict.allCases.map { WireValue.Member($0.memberName, .integer(count($0))) }
        let value: WireValue = [
            "url": .string(target.given),
            "endpoint": .string(target.endpoint.url),
            "endpoint_type": .text(target.endpoint.kind),
            "written_to": .text(hasWritten ? target.writing.url : nil),
            "discovery": .text(target.discovery),
            "found": .array(target.notes.map { .string($0) }),
            "strict": .bool(isStrict),
            "questions": .integer(questions),
            "stopped": .text(stop?.description),
            "made": .array(made.map { .string($0) }),
            "summary": .object(counts),
            "requirements": .array(judgements.map(\.wire)),
        ]
        return value.json
    }
}

extension Verdict {
    /// Its name as a member's.
    fileprivate var memberName: String { self == .notOffered ? "not_offered" : rawValue }
    fileprivate var wire: WireValue { .string(memberName) }
}

extension Judgement {
    fileprivate var wire: WireValue {
        [
            "id": .string(requirement.id),
            "format": .text(format?.rawValue),
            "requirement": .string(requirement.words),
            "source": .string(requirement.source.description),
            "verdict": verdict.wire,
            "note": .text(note),
            "count": .integer(count),
            "findings": .array(findings.map(\.wire)),
        ]
    }
}

extension Finding {
    fileprivate var wire: WireValue {
        [
            "expected": .string(expected),
            "found": .string(found),
            "method": .text(place?.method),
            "url": .text(place?.url),
            "sent": .text(place?.sent),
            "status": place?.status.map { .integer($0) } ?? .null,
            "path": .text(place?.path),
            "excerpt": .text(place?.excerpt),
        ]
    }
}
