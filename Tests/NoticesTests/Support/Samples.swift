import Foundation
import Testing

@testable import Notices

/// Addresses and mails of these tests.
enum Samples {
    static let date = Date(timeIntervalSince1970: 1_795_361_544)

    static func address(_ text: String = "resident@example.org") throws -> MailAddress {
        try #require(MailAddress(text))
    }

    static func mail(_ subject: String = "Your report", body: String = "It is done.\n", event: Int64 = 1) -> Mail {
        Mail(subject: subject, body: body, date: date, id: MessageID(follower: Array(0..<16), event: event))
    }

    /// The message's lines.
    static func lines(_ mail: Mail) throws -> [String] {
        let bytes = mail.message(from: try address("city@example.net"), to: try address())
        return try #require(String(validating: bytes, as: UTF8.self)).components(separatedBy: "\n")
    }
}
