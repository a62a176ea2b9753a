/// Mutated calls of GeoReport, each following from a seed and its number.
struct FuzzCallCases: Sendable {
    let seed: UInt64

    private static let bases = ["/open311/v2", "/open311/test/v2"]
    private static let endings = ["json", "xml"]
    private static let boundary = "----boundary311"

    /// A call; the same for the same seed and number.
    func call(_ number: Int) -> FuzzCall {
        var dice = ChaosDice(seed: seed, "call \(number)")
        let base = dice.falls(80) ? Self.bases[0] : Self.bases[1]
        let ending = dice.pick(Self.endings)
        let kind = FuzzCall.Kind.allCases[number % FuzzCall.Kind.allCases.count]
        var parameters = FuzzParameters(kind == .query ? FuzzCallSeeds.query(&dice) : FuzzCallSeeds.form(&dice))
        parameters.mutate(&dice)
        guard kind != .query else {
            let address = base + FuzzCallSeeds.address(&dice).replacing("*", with: ending)
            return FuzzCall(kind: kind, target: "\(address)?\(parameters.query)", headers: headers(&dice), body: [])
        }
        let (type, written): (String, [UInt8]) =
            switch kind {
            case .query, .form: ("application/x-www-form-urlencoded", parameters.encoded)
            case .multipart:
                ("multipart/form-data; boundary=\(Self.boundary)", parameters.multipart(Self.boundary, &dice))
            case .json: ("application/json", parameters.json)
            case .xml: ("text/xml", parameters.xml)
            }
        var body = written
        // The text around the values, too; most are left whole, or nothing would get past the first reader.
        if dice.falls(40) {
            var mutator = FuzzMutator(bytes: body, dice: dice)
            for _ in 0..<Int.random(in: 1...3, using: &dice) { mutator.mutateBytes() }
            body = mutator.bytes
        }
        // What it is, or something else: readers meet what was not written for them.
        let said = dice.falls(85) ? type : dice.pick(FuzzCallSeeds.types)
        let extra = dice.falls(10) ? "?\(parameters.query.prefix(2000))" : ""
        return FuzzCall(
            kind: kind,
            target: "\(base)/requests.\(ending)\(extra)",
            headers: ["Content-Type: \(said)"] + headers(&dice),
            body: body
        )
    }

    private func headers(_ dice: inout ChaosDice) -> [String] {
        var headers: [String] = []
        if dice.falls(15) { headers.append("Idempotency-Key: \(dice.pick(["a", "b", "c", "\u{7F}", "x y"]))") }
        if dice.falls(10) { headers.append("Accept-Language: \(dice.pick(["es", "*;q=0", ";;;,,", "xx-\(seed)"]))") }
        if dice.falls(10) { headers.append("If-None-Match: \(dice.pick(["*", "\"", "W/\"x\", y"]))") }
        if dice.falls(10) { headers.append("X-Api-Key: \(dice.pick(["k", "' OR 1=1 --", "%00"]))") }
        if dice.falls(10) { headers.append("Accept-Encoding: gzip") }
        return headers
    }
}
