import Foundation
import Testing

@testable import Notices

@Suite struct MailDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_361_544, "Sun, 22 Nov 2026 15:32:24 +0000"),
        (951_782_399.999, "Mon, 28 Feb 2000 23:59:59 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (-0.5, "Wed, 31 Dec 1969 23:59:59 +0000"), (1e300, "Fri, 31 Dec 9999 23:59:59 +0000"),
        (-1e300, "Mon, 01 Jan 1900 00:00:00 +0000"),
    ])
    func `a date has its day, whole seconds and no zone but UTC`(seconds: Double, text: String) {
        #expect(MailDate.format(Date(timeIntervalSince1970: seconds)) == text)
    }
}
