import Testing

@testable import Web

@Suite struct AcceptLanguageTests {
    @Test(
        arguments: [
            (nil, nil), ("", nil), ("es", "es"), ("ES", "es"), ("es-MX,en;q=0.5", "es"), ("en;q=0.5, es;q=0.9", "es"),
            ("es;q=0.5,en;q=0.5", "es"), ("fr, es;q=0.1", "es"), ("fr", nil), ("*", "en"), ("fr, *;q=0.1", "en"),
            ("es;q=0, en", "en"), ("es;q=0", nil), ("zh", "zh-Hant"), ("zh-Hant-TW", "zh-Hant"), (";q=1,,es", "es"),
            ("es;q=x", nil),
        ] as [(String?, String?)]
    )
    func `the best of the city's languages is taken`(field: String?, language: String?) {
        #expect(AcceptLanguage(field).best(of: ["en", "es", "zh-Hant"]) == language)
    }
}
