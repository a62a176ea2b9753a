import Store

extension PublishOutcome {
    /// What a page says of it above everything else.
    var words: String {
        switch self {
        case .published(let change): "Publication \(change.after?.number ?? 0) is in force."
        case .planned: "Nothing is wrong with it. Nothing is published yet."
        case .unchanged(let active): "This is what is in force already, since publication \(active.number)."
        case .refused: "It cannot be published as it is. Nothing was changed."
        case .overtaken(let active):
            "Publication \(active.number) by \(active.actor) came into force meanwhile, so nothing was published. "
                + "Check again: the comparison is then with what is in force now."
        case .nothingPublished: "Nothing was ever published here."
        case .noSuchVersion(let version, _): "There is no version \(version)."
        case .noSuchPublication(let number, let last):
            "There is no publication \(number) to go back to; they go from 1 to \(last)."
        case .nothingEarlier: "There is nothing earlier to go back to."
        case .noSuchLayer(let layer, _): "There is no layer \(layer)."
        case .scheduled, .outOfTime: "It was not published."
        }
    }
}
