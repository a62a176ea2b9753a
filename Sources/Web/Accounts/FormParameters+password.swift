import GeoReport
import Store

extension FormParameters {
    /// A password as it was typed, blanks around it included; nil where there is none.
    func password(_ name: String) -> Password? {
        parameters.first { $0.name == name && !$0.value.isEmpty }.flatMap { Password($0.value) }
    }

    /// A new password of somebody about whom words are known, typed twice; else what is wrong, in words for its field.
    func newPassword(own: [String]) -> Result<Password, WordedProblem> {
        let typed = parameters.first { $0.name == "password" }?.value ?? ""
        switch Password.new(typed, own: own) {
        case .failure(let problem): return .failure(WordedProblem(field: "password", words: problem.words))
        case .success(let password):
            guard parameters.first(where: { $0.name == "again" })?.value == typed else {
                return .failure(WordedProblem(field: "again", words: "Type the same password again."))
            }
            return .success(password)
        }
    }
}

/// A problem with a field, in words.
struct WordedProblem: Error, Sendable {
    let field: String
    let words: String
}

extension PasswordProblem {
    /// What to do about it.
    fileprivate var words: String {
        switch fault {
        case .tooShort:
            "Use at least \(Password.minimum) characters. A few words that mean something to you only are good."
        case .tooLong: "Use at most \(Password.maximum) bytes."
        case .common: "Choose one that is harder to guess: no rows of the keyboard, repeats or words everybody uses."
        case .personal: "Choose one without your own address, name or department."
        }
    }
}

extension StaffAccount {
    /// What a password must not be made of.
    func ownWords(in city: City) -> [String] {
        email.split { "@.-_+".contains($0) }.map(String.init) + name.split(separator: " ").map(String.init)
            + [department, city.code, "dispatch311"]
    }
}
