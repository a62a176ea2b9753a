import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import NIOPosix
import Photos
import Postgres
import Store
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: PhotoSite.programs, "libvips' programs are not installed (Debian: libvips-tools)"))
struct MediaDialectTests {
    private static let text = Data(PhotoSite.square).base64EncodedString()

    private static func post(
        _ form: MultipartForm,
        to path: String = Visitor.requests,
        headers: [String: String] = [:],
        _ site: PhotoSite
    ) async throws -> Answer {
        try await site.visitor.send(
            .post,
            path,
            headers: headers.merging(["Content-Type": form.contentType]) { own, _ in own },
            bytes: form.whole
        )
    }

    private static func id(_ answer: Answer) throws -> String {
        guard answer.status == 200, let id = try answer.json[0]?["service_request_id"]?.text else {
            throw Unexpected(answer)
        }
        return id
    }

    @Test(arguments: ["media", "media[]", "photo1", "file_media_1", "upload"])
    func `a file of a form becomes the request's photo, whatever its field is called`(field: String) async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file(field, "hole.png", PhotoSite.square)
            let id = try Self.id(try await Self.post(form, site))
            #expect(site.kept == [".jpg", ".small.jpg"])
            #expect(try await site.attached() == 1)
            let record = try await site.visitor.get("/open311/v2/requests/\(id).json").json[0]
            let url = try #require(record?["media_url"]?.text.flatMap(URL.init(string:)))
            #expect(url.path().hasPrefix("/open311/v2/requests/\(id)/photos/"))
            let photo = try await site.visitor.get(url.path())
            #expect(photo.status == 200)
            #expect(photo.bytes.starts(with: [0xFF, 0xD8]))
            #expect(photo[header: "Content-Type"] == "image/jpeg")
            #expect(photo[header: "Access-Control-Allow-Origin"] == "*")
            #expect(photo[header: "Cross-Origin-Resource-Policy"] == "cross-origin")
            let page = try await site.visitor.page("/r/\(id)")
            #expect(site.pictures(page).count == 1)
        }
    }

    @Test func `a form with files says the same in both formats as one without`() async throws {
        try await PhotoSite.with { site in
            for format in ["json", "xml"] {
                var form = PhotoSite.form()
                form.field("attribute[depth]", "deep".utf8)
                form.field("email", "a@example.org".utf8)
                form.file("media", "hole.png", PhotoSite.square)
                form.file("media", "", [])
                let answer = try await Self.post(form, to: "/open311/v2/requests.\(format)", site)
                #expect(answer.status == 200)
                #expect(answer.text.contains("service_request_id"))
            }
            let bad = PhotoSite.form(["service_code": "pothole", "lat": "11", "long": "21", "email": "x"])
            let refused = try await Self.post(bad, to: "/open311/v2/requests.json", site)
            #expect(try Set(refused.codes) == ["4001", "4009"])
            #expect(try await site.visitor.count("contact") == 2)
            #expect(try await site.visitor.count("service_request") == 2)
        }
    }

    @Test(arguments: [
        Self.text, "data:image/png;base64,\(Self.text)", Self.text.replacing("+", with: "-").replacing("/", with: "_"),
        Self.text.replacing("=", with: ""), "\(Self.text.prefix(20))\r\n\(Self.text.dropFirst(20))",
    ])
    func `a photo may be base64 in an urlencoded form`(text: String) async throws {
        try await PhotoSite.with { site in
            var form = Visitor.pothole
            form["media"] = text
            let id = try Self.id(try await site.visitor.submit(form))
            #expect(try await site.attached() == 1)
            let stored = try await site.visitor.database.pool.first("SELECT media_urls::text FROM service_request") {
                row in
                try row.decode(String.self)
            }
            #expect(stored == "{}")
            // A client that forgot to encode the plus signs.
            let raw = Visitor.encoded(Visitor.pothole) + "&media=" + text.replacing("\r\n", with: "")
            #expect(try await site.visitor.submit(raw: raw).status == 200)
            #expect(try await site.attached() == 2)
            #expect(try await site.visitor.get("/open311/v2/requests/\(id).json").status == 200)
        }
    }

    @Test func `a large photo in base64 passes the limit of forms as it comes, and the rest of the form does not`()
        async throws
    {
        try await PhotoSite.with(.live) { site in
            let jpeg = try await PhotoUploadTests.jpeg(2400)
            let text = Visitor.encoded(Data(jpeg).base64EncodedString())
            #expect(text.utf8.count > 300 << 10)
            var body = Visitor.encoded(Visitor.pothole) + "&media=\(text)&account_id=17"
            let answer = try await site.visitor.submit(raw: body)
            #expect(try answer.json[0]?["account_id"]?.text == "17", "\(answer.text)")
            #expect(try await site.attached() == 1)
            body += "&device_id=\(String(repeating: "x", count: 300 << 10))"
            let refused = try await site.visitor.submit(raw: body)
            #expect(refused.status == 413)
            #expect(try refused.codes == ["413"])
            #expect(try await site.visitor.count("service_request") == 1)
            #expect(try await eventually { !site.kept.contains("incoming") })
        }
    }

    @Test func `photos that are refused never lose the request, and the answer says which`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("media", "good.png", PhotoSite.square)
            form.file("media", "letter.pdf", PhotoSite.document)
            form.file("media", "torn.png", PhotoSite.square.prefix(40))
            let answer = try await Self.post(form, headers: ["Accept-Language": "es"], site)
            let id = try Self.id(answer)
            let notice = try #require(try answer.json[0]?["service_notice"]?.text)
            #expect(notice.contains("“letter.pdf” no se agregó."))
            #expect(notice.contains("“torn.png” no se agregó."))
            #expect(!notice.contains("good.png"))
            #expect(try await site.attached() == 1)
            // What is told everybody of the request says nothing of it.
            let record = try await site.visitor.get("/open311/v2/requests/\(id).json")
            #expect(!record.text.contains("letter.pdf"))
            // A service that wants no photos.
            var person = PhotoSite.form(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            person.file("media", "face.png", PhotoSite.square)
            let unwanted = try await Self.post(person, site)
            #expect(unwanted.status == 200)
            #expect(try unwanted.json[0]?["service_notice"]?.text?.contains("“face.png” was not added.") == true)
            #expect(try await site.attached() == 1)
            // More than there may be.
            var many = PhotoSite.form()
            for number in 1...7 { many.file("photo\(number)", "p\(number).png", PhotoSite.square + [UInt8(number)]) }
            let crowd = try await Self.post(many, site)
            #expect(try crowd.json[0]?["service_notice"]?.text?.contains("There can be at most 5.") == true)
            #expect(try await site.visitor.count("service_request") == 3)
            // Broken base64.
            var broken = Visitor.pothole
            broken["media"] = "not a photo!"
            let text = try await site.visitor.submit(broken)
            #expect(try text.json[0]?["service_notice"]?.text?.contains("A photo was not added.") == true)
            #expect(!site.kept.contains("incoming"))
        }
    }

    @Test func `a server without a folder for photos takes the request without`() async throws {
        try await TinyServer.with { visitor in
            var form = PhotoSite.form()
            form.file("media", "hole.png", PhotoSite.square)
            let answer = try await visitor.send(
                .post,
                Visitor.requests,
                headers: ["Content-Type": form.contentType],
                bytes: form.whole
            )
            #expect(answer.status == 200)
            #expect(answer.text.contains("“hole.png” was not added."))
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `the same form with the same files is the same submission, and with other files another`() async throws {
        try await PhotoSite.with { site in
            let key = ["Idempotency-Key": "k"]
            func form(_ boundary: String, _ photo: [UInt8]) -> MultipartForm {
                var form = MultipartForm(boundary: boundary)
                for (name, value) in Visitor.pothole.sorted(by: { $0.key < $1.key }) { form.field(name, value.utf8) }
                form.file("media", "hole.png", photo)
                form.file("media", "letter.pdf", PhotoSite.document)
                return form
            }
            let first = try await Self.post(form("one", PhotoSite.square), headers: key, site)
            let again = try await Self.post(form("another", PhotoSite.square), headers: key, site)
            #expect(first.status == 200)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(try await site.visitor.count("service_request") == 1)
            #expect(try await site.attached() == 1)
            #expect(site.kept == [".jpg", ".small.jpg"])
            let other = try await Self.post(form("one", PhotoSite.square + [0]), headers: key, site)
            #expect(other.status == 422)
            #expect(try await site.visitor.count("service_request") == 1)
            #expect(site.kept == [".jpg", ".small.jpg"])
        }
    }

    @Test func `a photo is shown to those who may see it, and a link is kept behind it`() async throws {
        try await PhotoSite.with { site in
            // Noise has no public description.
            var fields = ["service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "eight"]
            fields["media_url"] = "https://example.org/a.jpg"
            var hidden = PhotoSite.form(fields)
            hidden.file("media", "hole.png", PhotoSite.square)
            let noise = try Self.id(try await Self.post(hidden, site))
            #expect(try await site.attached() == 1)
            #expect(try await site.visitor.get("/open311/v2/requests/\(noise).json").json[0]?["media_url"] == .null)
            let names = try await site.visitor.database.pool.query("SELECT encode(name, 'hex') FROM photo") { row in
                try row.decode(String.self)
            }
            let photo = "/open311/v2/requests/\(noise)/photos/\(try #require(names.first)).jpg"
            for path in [photo, "/open311/test\(photo.dropFirst("/open311".count))", photo.replacing(".jpg", with: "")]
            {
                #expect(try await site.visitor.get(path).status == 404)
            }
            fields["service_code"] = "pothole"
            var open = PhotoSite.form(fields)
            open.file("media", "hole.png", PhotoSite.square)
            let id = try Self.id(try await Self.post(open, site))
            let url = try #require(
                try await site.visitor.get("/open311/v2/requests/\(id).json").json[0]?["media_url"]?.text
            )
            #expect(url.contains("/open311/v2/requests/\(id)/photos/"))
            let kept = try await site.visitor.database.pool.first(
                "SELECT media_urls[1] FROM service_request WHERE service_code = 'pothole'"
            ) { row in try row.decode(String.self) }
            #expect(kept == "https://example.org/a.jpg")
        }
    }

    @Test func `a photo before the name of its city goes to that city`() async throws {
        let folders = try CopiedCities()
        try folders.add("other", name: "Other City")
        try await PhotoSite.with(change: { folders.use(&$0) }) { site in
            var form = MultipartForm()
            form.file("media", "hole.png", PhotoSite.square)
            for (name, value) in Visitor.pothole { form.field(name, value.utf8) }
            form.field("jurisdiction_id", "other".utf8)
            let id = try Self.id(try await Self.post(form, site))
            let answer = try await site.visitor.get("/open311/v2/requests/\(id).json?jurisdiction_id=other")
            let url = try #require(try answer.json[0]?["media_url"]?.text.flatMap(URL.init(string:)))
            #expect(url.query() == "jurisdiction_id=other")
            #expect(try await site.visitor.get("\(url.path())?jurisdiction_id=other").bytes.starts(with: [0xFF, 0xD8]))
            #expect(try await site.visitor.get("\(url.path())?jurisdiction_id=tiny").status == 404)
            #expect(try await site.visitor.get(url.path()).status == 400)
            let kept = FileManager.default.subpaths(atPath: site.folder.path) ?? []
            #expect(kept.filter { $0.hasSuffix(".jpg") }.allSatisfy { $0.hasPrefix("other/") })
        }
    }

    @Test func `photos at the test endpoint stay there and go with their requests`() async throws {
        try await PhotoSite.with(change: {
            $0.sandbox = SandboxRules(acceptsAfter: .zero, closesAfter: .zero, interval: .milliseconds(50))
        }) { site in
            var form = PhotoSite.form()
            form.file("media", "hole.png", PhotoSite.square)
            let id = try Self.id(try await Self.post(form, to: "/open311/test/v2/requests.json", site))
            let record = "/open311/test/v2/requests/\(id).json"
            let url = try #require(
                try await site.visitor.get(record).json[0]?["media_url"]?.text.flatMap(URL.init(string:))
            )
            #expect(try await site.visitor.get(url.path()).bytes.starts(with: [0xFF, 0xD8]))
            #expect(try await site.visitor.get(url.path().replacing("/test", with: "")).status == 404)
            #expect(try await eventually { try await site.visitor.get(record).json[0]?["status"]?.text == "closed" })
            try await site.visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = now() - interval '8 days'"
            )
            let city = try #require(site.visitor.server.cities.sandbox(of: try site.visitor.city))
            let sandbox = Sandbox(pool: city.pools.service, jurisdiction: city.row, rules: SandboxRules())
            let forgotten = try await city.forgetOld(
                of: sandbox,
                site.visitor.server.photos,
                limit: 10,
                logger: TinyServer.logger
            )
            #expect(forgotten == 1)
            #expect(site.kept == [])
            #expect(try await site.visitor.count("photo") == 0)
        }
    }
}

/// That `media_url` is kept and never fetched.
@Suite struct MediaURLTests {
    @Test func `a link is kept, a repeated one too, and nobody ever goes there`() async throws {
        let visits = Mutex(0)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                visits.withLock { $0 += 1 }
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)
        try await TinyServer.with(.live) { visitor in
            let link = "http://127.0.0.1:\(port)/photo.jpg"
            let body =
                Visitor.encoded(Visitor.pothole)
                + "&media_url=\(Visitor.encoded(link))&media_url=\(Visitor.encoded(link + "?2"))&media_url[]=\(link)"
                + "&media=\(Visitor.encoded(link + "?3"))"
            let answers = try await visitor.both(.post(body, 200, headers: ["Idempotency-Key": "k"]))
            let id = try #require(try answers.json.json[0]?["service_request_id"]?.text)
            let record = try await visitor.both(.get("v2/requests/\(id).*", "service_requests"))
            #expect(try record.json.json[0]?["media_url"]?.text == link)
            _ = try await visitor.get("/open311/v2/requests.json?extensions=true")
            _ = try await visitor.page("/r/\(id)")
            let stored = try await visitor.database.pool.first("SELECT media_urls FROM service_request") { row in
                try row.decode([String].self)
            }
            #expect(stored == [link, link + "?2", link + "?3"])
            #expect(visits.withLock { $0 } == 0)
            // The listener would have told.
            _ = try? await RawConnection.exchange("GET / HTTP/1.0\r\n\r\n", port: port)
            #expect(visits.withLock { $0 } == 1)
        }
        try await listener.close()
    }
}
