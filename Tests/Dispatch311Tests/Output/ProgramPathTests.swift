import Testing

@testable import dispatch311

@Suite struct ProgramPathTests {
    @Test(arguments: [
        ("dispatch311", "dispatch311"), ("/home/a/dispatch311", "./dispatch311"),
        ("/home/a/.build/debug/dispatch311", ".build/debug/dispatch311"), ("/opt/dispatch311", "/opt/dispatch311"),
        ("/home/ab/dispatch311", "/home/ab/dispatch311"), ("./my tools/dispatch311", "'./my tools/dispatch311'"),
    ])
    func `the program is called as it was, from the same folder`(called: String, word: String) {
        #expect(ProgramPath.word(called, in: "/home/a") == word)
    }

    @Test func `a long call is broken as a shell takes it`() {
        let url = "http://127.0.0.1:8311/api/v1/queues"
        let lines = DemoPages.lines(of: ["curl", "-H 'Content-Type: application/json'", url, "-d 'a=b'"])
        #expect(lines == ["  curl -H 'Content-Type: application/json' \(url) \\", "      -d 'a=b'"])
    }
}
