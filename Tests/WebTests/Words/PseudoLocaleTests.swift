import TestSupport
import Testing

@testable import Web

@Suite struct PseudoLocaleTests {
    @Test(
        arguments: [
            (#"<html lang="en" dir="ltr">"#, #"<html lang="ar" dir="rtl">"#),
            ("<p>abcd 1&amp;2</p>", "<p>اببذت 1&amp;2</p>"),
            (#"<img src="/a.svg" alt="ab">"#, #"<img src="/a.svg" alt="اب">"#),
            (#"<input type="submit" name="a" value="ab">"#, #"<input type="submit" name="a" value="اب">"#),
            (#"<input type="hidden" name="a" value="ab">"#, #"<input type="hidden" name="a" value="ab">"#),
            ("<textarea>ab</textarea>a", "<textarea>ab</textarea>ا"),
            ("<code>AB-1</code>", "<code>AB-1</code>"),
            (#"<a href="/?lang=es" lang="es">Español</a> a"#, #"<a href="/?lang=es" lang="es">Español</a> ا"#),
            (#"<b class="reference">AB-1</b>a"#, #"<b class="reference">AB-1</b>ا"#),
            (#"<p title="a > b">a"#, #"<p title="ا > ب">ا"#),
            (#"<p data-open="Use the map" data-page="/r/abc">"#, #"<p data-open="فعثز غخثز ساضك" data-page="/r/abc">"#),
            ("<p>ab {ab} ab</p>", "<p>اب {ab} اخب</p>"), ("a", "ا"), ("", ""), ("<p", "<p"),
        ]
    )
    func `what is read is in other letters, what programs read is not`(html: String, expected: String) {
        #expect(PseudoLocale.page(html: html) == expected)
    }

    @Test func `residents' pages are in it where the server is told so, staff's never`() async throws {
        try await TinyServer.with(change: { $0.usesPseudoLocale = true }) { visitor in
            let page = try await visitor.page("/")
            #expect(page.text.contains(#"<html lang="ar" dir="rtl">"#) && page[header: "Content-Language"] == "ar")
            #expect(!page.words.contains("Services") && !page.words.contains("Pothole"))
            #expect(page.links.contains("/report/where?service=pothole"))
            #expect(try await visitor.page("/desk/sign-in").words.contains("Sign in"))
        }
    }
}
