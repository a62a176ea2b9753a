extension Department {
    /// The name as it stands inside a sentence: with its article where the language wants one.
    public func nameInSentence(_ language: String = "en") -> String {
        NameInSentence.of(name.text(in: language), in: language)
    }

    /// What a resident is told once the department owns what was reported.
    ///
    /// "This is with the Police Department now." The frame is in the language of `words`, as in a decision's sentence.
    public func ownerSentence(_ language: String = "en", words: DecisionWords = .english) -> String {
        words(code == Self.triage ? .triage : .owner(who: nameInSentence(language)))
    }
}
