extension Department {
    /// The name as it stands inside a sentence: in English with "the" where it wants one.
    public func nameInSentence(_ language: String = "en") -> String {
        let text = name.text(in: language)
        return language == "en" ? EnglishName.withArticle(text) : text
    }

    /// What a resident is told once the department owns what was reported.
    ///
    /// "This is with the Police Department now." The frame is in the language of `words`, as in a decision's sentence.
    public func ownerSentence(_ language: String = "en", words: DecisionWords = .english) -> String {
        words(code == Self.triage ? .triage : .owner(who: nameInSentence(language)))
    }
}
