extension ReportForm {
    /// How many sentences are kept, and how many characters of each.
    private static let mostDropped = (count: 20, characters: 400)

    /// Which files were not taken when the questions were answered last, and why: in the language of the page they were sent
    /// from, a line of the draft each, the field first.
    var dropped: [FormProblems.Problem] {
        get {
            (self["dropped"] ?? "").split(separator: "\n").compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
                guard parts.count == 2, ResidentRoutes.uses[parts[0]] != nil else { return nil }
                return FormProblems.Problem(parameter: nil, id: parts[0], message: parts[1])
            }
        }
        set {
            let lines = newValue.prefix(Self.mostDropped.count).map { problem in
                let sentence = problem.message.unicodeScalars.filter { $0 != "\n" && $0 != "\0" }
                return "\(problem.id) \(String(String.UnicodeScalarView(sentence.prefix(Self.mostDropped.characters))))"
            }
            self["dropped"] = lines.isEmpty ? nil : lines.joined(separator: "\n")
        }
    }
}
