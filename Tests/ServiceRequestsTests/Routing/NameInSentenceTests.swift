import ServiceRequests
import Testing

@Suite struct NameInSentenceTests {
    @Test(
        arguments: [
            ("en", "Police Department", "the Police Department"), ("en", "75th Precinct", "the 75th Precinct"),
            ("en", "Westchester County line", "the Westchester County line"), ("en", "Chelsea", "Chelsea"),
            ("en", "Public Works", "Public Works"), ("en", "The court", "the court"),
            ("es", "Departamento de Policía", "el Departamento de Policía"),
            ("es", "Comisión de Taxis y Limusinas", "la Comisión de Taxis y Limusinas"),
            ("es", "Distrito policial 75", "el distrito policial 75"),
            ("es", "Zona postal 11215", "la zona postal 11215"),
            ("es", "Ciudad de Nueva York", "la Ciudad de Nueva York"), ("es", "Ciudad Juárez", "Ciudad Juárez"),
            ("es", "El juzgado", "el juzgado"), ("es", "Obras Públicas", "Obras Públicas"),
            ("es", "Elmhurst", "Elmhurst"),
            ("es-MX", "Oficina del Sheriff", "la Oficina del Sheriff"), ("es", "", ""), ("fr", "Mairie", "Mairie"),
        ] as [(String, String, String)]
    )
    func `a name takes the article that its language wants`(language: String, name: String, expected: String) {
        #expect(NameInSentence.of(name, in: language) == expected)
    }
}
