extension Department {
    /// The name as it stands inside a sentence: in English with "the" where it wants one.
    public func nameInSentence(_ language: String = "en") -> String {
        let text = name.text(in: language)
        return language == "en" ? EnglishName.withArticle(text) : text
    }
}
