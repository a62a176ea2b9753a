import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Web

/// Forms without files, without a folder for them, slow and large ones.
@Suite struct PhotoFormTests {
    @Test func `where no photos are taken there is no field for them, and the form is as it was`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/details?service=pothole&lat=10.01&long=20.005")
            #expect(!page.text.contains("multipart") && !page.text.contains("type=\"file\""))
            #expect(!page.text.contains("<script"))
            // A page of before, or a program's form: its fields stand, and its file is spoken of.
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            let sent = try await visitor.send(
                .post,
                "/report/details",
                headers: ["Content-Type": form.contentType],
                bytes: form.whole
            )
            let answer = try await visitor.following(sent)
            #expect(answer.words.contains("“hole.png” was not added. We cannot take files just now."))
            let again = try await visitor.post("/report/details", answer.hiddenFields)
            #expect(again.status == 303)
        }
        try await PhotoSite.with { site in
            let page = try await site.visitor.page("/report/details?service=person-in-need&lat=10.01&long=20.005")
            #expect(page.status == 200)
            #expect(!page.text.contains("multipart") && !page.text.contains("type=\"file\""))
            // The form as text browsers and programs send it.
            let draft = try await site.visitor.draft()
            #expect(try await site.visitor.sent(draft).count == 9)
            #expect(site.kept.isEmpty)
        }
    }

    @Test func `the page is whole in Spanish`() async throws {
        try await PhotoSite.with { site in
            let page = try await site.visitor.page("/report/details?service=pothole&lat=10.01&long=20.005&lang=es")
            for text in [
                "Fotos (opcional)", "¿Qué tan profundo es?", "Sin respuesta", "Cualquiera puede verlas",
                "¿Qué más debemos saber? (opcional)", #"value="Continuar""#, ">Atrás<",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            for text in ["Photos", "Continue", "optional", "No answer", "Everybody", ">Back<", "What else"] {
                #expect(!page.text.contains(text), "\(text)")
            }
        }
    }

    @Test func `another site's form is refused before it is read, and a broken one keeps nothing`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            for (headers, bytes, status) in [
                (["Content-Type": form.contentType, "Sec-Fetch-Site": "cross-site"], form.whole, 403),
                (["Content-Type": "multipart/form-data"], form.whole, 400),
                (["Content-Type": form.contentType], form.bytes, 400),
            ] {
                let answer = try await site.visitor.send(.post, "/report/details", headers: headers, bytes: bytes)
                #expect(answer.status == status)
            }
            #expect(site.kept.isEmpty)
            #expect(try await site.visitor.count("report_draft") == 0)
        }
    }

    private static func head(_ form: MultipartForm, _ length: Int) -> String {
        "POST /report/details HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nContent-Type: \(form.contentType)\r\n"
            + "Content-Length: \(length)\r\n\r\n"
    }

    @Test func `a form that comes slowly is taken, beyond the time that others have`() async throws {
        try await PhotoSite.with(.live) {
            $0.limits.requestDeadline = .milliseconds(50)
            $0.limits.uploadDeadline = .seconds(60)
        } _: { site in
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            let whole = form.whole
            let channel = try await RawConnection.open(port: try #require(site.visitor.client.port))
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: Self.head(form, whole.count)))
                for start in stride(from: 0, to: whole.count, by: whole.count / 8) {
                    try await outbound.write(
                        ByteBuffer(bytes: whole[start..<min(start + whole.count / 8, whole.count)])
                    )
                    // Six times the deadline of other requests.
                    try await Task.sleep(for: .milliseconds(40))
                }
                var answer = ""
                for try await part in inbound {
                    answer += String(buffer: part)
                    if answer.contains("\r\n\r\n") { break }
                }
                #expect(answer.hasPrefix("HTTP/1.1 303"), "\(answer)")
            }
        }
    }

    @Test func `more than can be taken at once is closed with a sentence`() async throws {
        try await PhotoSite.with(.live) { site in
            let form = PhotoSite.form()
            let answer = try await RawConnection.exchange(
                Self.head(form, 40 << 20 + 1) + "x",
                port: try #require(site.visitor.client.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(answer.contains("<h1>That is too much at once</h1>"))
        }
    }
}
