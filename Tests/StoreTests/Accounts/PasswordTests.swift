import Store
import TestSupport
import Testing

@Suite struct PasswordTests {
    @Test(
        arguments: [
            ("", Password.Fault.tooShort), ("short", .tooShort), ("elevenchars", .tooShort),
            (String(repeating: "long ", count: 200), .tooLong), ("aaaaaaaaaaaaaaaa", .common),
            ("passwordpassword", .common), ("Password1234567", .common), ("qwertyuiop123456", .common),
            ("123456789012345", .common), ("abcabcabcabcabc", .common), ("letmeinletmein12", .common),
            ("ana.lopez.works1", .personal), ("WORKSworksAna12", .personal), ("dispatch311-ana", .personal),
        ]
    )
    func `what is guessed first is refused, and why`(typed: String, fault: Password.Fault) {
        let own = ["ana", "lopez", "example", "org", "works", "tiny", "dispatch311"]
        guard case .failure(let problem) = Password.new(typed, own: own) else {
            Issue.record("“\(typed)” was taken")
            return
        }
        #expect(problem.fault == fault, "\(typed)")
    }

    @Test(
        arguments: [
            "seven green bicycles", "correct horse battery staple", "Xq7!vLm2#pRz", "ana sings to seven whales",
            "Zwölf Boxkämpfer jagen", "七つの緑の自転車に乗って行くよね", "     kites over Lisbon",
        ]
    )
    func `a long one of any characters is taken`(typed: String) {
        guard case .success = Password.new(typed, own: ["ana", "works"]) else {
            Issue.record("“\(typed)” was refused")
            return
        }
    }
}
