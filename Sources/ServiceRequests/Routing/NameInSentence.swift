/// Names of offices, areas and lines as they stand in the middle of a sentence: with the article that some languages want.
public enum NameInSentence {
    /// “the Police Department”, “el Departamento de Policía”; the name itself in a language without rules here.
    public static func of(_ name: String, in language: String) -> String {
        switch language.prefix(while: { $0 != "-" }) {
        case "en": EnglishName.withArticle(name)
        case "es": SpanishName.withArticle(name)
        default: name
        }
    }
}
