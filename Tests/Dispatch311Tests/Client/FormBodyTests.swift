import Testing

@testable import dispatch311

@Suite struct FormBodyTests {
    @Test func `a form is encoded as browsers do`() {
        var form = FormBody()
        form.add("attribute[descriptor]", "Loud Music/Party & é")
        form.add("lat", "-1.5")
        #expect(
            String(decoding: form.bytes, as: UTF8.self)
                == "attribute%5Bdescriptor%5D=Loud+Music%2FParty+%26+%C3%A9&lat=-1.5"
        )
        #expect(FormBody.component("a b/c+d") == "a%20b%2Fc%2Bd")
    }
}
