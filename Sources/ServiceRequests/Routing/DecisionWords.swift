internal import Boundaries

/// What the sentences about a decision say in one language; whoever speaks others passes them in.
public struct DecisionWords: Sendable {
    /// A sentence, or a part of one, with the names that stand in it.
    public enum Phrase: Sendable, Hashable {
        /// Nobody can be named yet.
        case triage
        /// The same, and why.
        case triageBecause(why: String)
        /// The route has no condition, so that the kind of report decides.
        case goes(who: String)
        /// The same where the place had a part in it.
        case goesHere(who: String)
        /// The resident's answers decided.
        case goesByAnswers(who: String)
        /// A reason, and the boundary of the queue where the reason does not name it.
        case goesBecause(who: String, boundary: String?, why: String)
        /// The other departments that have a share.
        case also(who: String)
        /// The last name of several.
        case and(names: String, last: String)
        /// Why triage: there is no point.
        case noPoint
        /// Why triage: a layer has nothing there; nil where it is not known which.
        case gap(layer: String?)
        /// Why a boundary: the place lies in it.
        case within(boundary: String)
        /// The same near its edge.
        case edge(of: String)
        /// The same on the line to another.
        case line(boundary: String, other: String)
        /// A person looks at it before its owner does.
        case lookedAtFirst
        /// Who owns it now.
        case owner(who: String)
    }

    /// English, for whoever passes no other.
    public static let english = DecisionWords(language: "en") { $0.english }

    /// The language of the phrases.
    public let language: String

    private let layers: LayerNames?
    private let text: @Sendable (Phrase) -> String

    /// Creates words.
    ///
    /// - Parameters:
    ///   - language: the language of the phrases.
    ///   - layers: what layers and their boundaries are called; their ids and own names where nobody says.
    ///   - text: says a phrase.
    public init(language: String, layers: LayerNames? = nil, text: @escaping @Sendable (Phrase) -> String) {
        self.language = language
        self.layers = layers
        self.text = text
    }

    /// Says a phrase.
    public func callAsFunction(_ phrase: Phrase) -> String { text(phrase) }

    /// A boundary's name.
    func name(of boundary: Boundary.Reference) -> String {
        layers?.name(of: boundary, in: language) ?? boundary.name
    }

    /// The same in the middle of a sentence, with its article where the language has a use for one.
    func nameInSentence(of boundary: Boundary.Reference) -> String {
        NameInSentence.of(name(of: boundary), in: language)
    }

    /// A layer's name in the middle of a sentence.
    func name(ofLayer id: String) -> String {
        guard let name = layers?.name(ofLayer: id, in: language) else { return EnglishName.layer(id) }
        // "ZIP area" keeps its capitals, "Police precinct" does not.
        return name.dropFirst().first?.isUppercase == true ? name : name.prefix(1).lowercased() + name.dropFirst()
    }

    /// Names one after another: "a, b and c".
    func list(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return text(.and(names: names.dropLast().joined(separator: ", "), last: last))
    }
}

extension DecisionWords.Phrase {
    fileprivate var english: String {
        switch self {
        case .triage: "A person will decide who handles this."
        case .triageBecause(let why): "A person will decide who handles this, because \(why)."
        case .goes(let who): "This goes to \(who), which handles reports of this kind."
        case .goesHere(let who): "This goes to \(who), which handles reports of this kind here."
        case .goesByAnswers(let who): "This goes to \(who) because of your answers."
        case .goesBecause(let who, let boundary?, let why): "This goes to \(who), \(boundary), because \(why)."
        case .goesBecause(let who, nil, let why): "This goes to \(who) because \(why)."
        case .also(let who): "It also goes to \(who)."
        case .and(let names, let last): "\(names) and \(last)"
        case .noPoint: "the place is not yet a point on the map"
        case .gap(let layer): "our map shows no \(layer ?? "department") for this place"
        case .within(let boundary): "the place lies in \(boundary)"
        case .edge(let boundary): "the place lies at the edge of \(boundary)"
        case .line(let boundary, let other): "the place lies on the line between \(boundary) and \(other)"
        case .lookedAtFirst: "A person looks at this first; then it goes to the department that handles it."
        case .owner(let who): "This is with \(who) now."
        }
    }
}
