/// The parameters of a call, which are changed and then written in one of the ways that clients know.
struct FuzzParameters: Sendable, Hashable {
    /// A name and a value, as bytes: neither has to be text.
    struct Parameter: Sendable, Hashable {
        var name: [UInt8]
        var value: [UInt8]

        init(_ name: [UInt8], _ value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    private(set) var parameters: [Parameter]

    init(_ parameters: [Parameter]) { self.parameters = parameters }

    private static let values: [[UInt8]] =
        [
            "", " ", "0", "-0", "-1", "1e400", "-1e309", "NaN", "Infinity", "0x10", "9223372036854775808", "1e-400",
            "٣",
            "99999999999999999999999999999999999999999", "90.0000000001", "-180.5", "true", "null", "[]", "{}", ",",
            ",,,,",
            "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00+99:99",
            "'; DROP TABLE service_request; --", "%", "%00", "\0", "\u{202E}x", "\u{FEFF}", "\u{FFFE}", "]]>",
            "<b>&amp;",
            "../../etc/passwd", "javascript:alert(1)", "http://", "a@", "@b", "\r\n\r\n", "{{service_code}}", "_%_%",
            "\\",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80]]

    /// Makes a few changes.
    mutating func mutate(_ dice: inout ChaosDice) {
        for _ in 0..<(dice.falls(60) ? 1 : Int.random(in: 2...6, using: &dice)) { change(&dice) }
    }

    private mutating func change(_ dice: inout ChaosDice) {
        guard !parameters.isEmpty else { return }
        let place = Int.random(in: parameters.indices, using: &dice)
        switch Int.random(in: 0..<12, using: &dice) {
        case 0...4: parameters[place].value = dice.pick(Self.values)
        case 5:
            var mutator = FuzzMutator(bytes: parameters[place].value, dice: dice)
            mutator.mutateBytes()
            parameters[place].value = mutator.bytes
        case 6:
            var mutator = FuzzMutator(bytes: parameters[place].name, dice: dice)
            mutator.mutateBytes()
            parameters[place].name = mutator.bytes
        case 7: parameters.remove(at: place)
        case 8: parameters.insert(parameters[place], at: 0)
        case 9:
            // Many of one name, past every limit now and then.
            let times = dice.falls(20) ? 600 : Int.random(in: 2...30, using: &dice)
            parameters += Array(repeating: parameters[place], count: times)
        case 10:
            let length = dice.falls(20) ? 300_000 : Int.random(in: 1...6000, using: &dice)
            let character = dice.pick(["x", "é", "😀", ",", "9"].map { Array($0.utf8) })
            parameters[place].value = Array((0..<length / character.count).map { _ in character }.joined())
        default: parameters.shuffle(using: &dice)
        }
    }
}
