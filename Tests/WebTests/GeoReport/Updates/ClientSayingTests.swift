import Foundation
import GeoReport
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// U2 as a table: every word of the vocabulary, on open and closed requests, by who sent it and who did not.
@Suite struct ClientSayingTests {
    enum Verdict: Sendable, Equatable {
        case note, saysFixed, confirm, reopen, refused
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let status: UpdateStatus
        var isOpen = true
        var isSender = true
        var isPrivate = false
        /// Whether the request stood so once, as others are told.
        var wasSo = false
        /// Whether the resident said it before the closing.
        var isLate = false
        let verdict: Verdict
        var testDescription: String {
            "\(status.rawValue), \(isOpen ? "open" : "closed"), \(isSender ? "sender" : "other")"
        }
    }

    private static let departments: [UpdateStatus] = [
        .inProgress, .planned, .actionScheduled, .investigating, .duplicate, .notCouncilsResponsibility,
        .noFurtherAction, .internalReferral, .cancelled, .forTriage,
    ]
    private static let residents: [UpdateStatus] = [.open, .closed, .fixed, .reopen, .unchanged]

    static let rows: [Row] =
        departments.flatMap { status in
            [
                Row(status: status, verdict: .refused),
                Row(status: status, wasSo: true, verdict: .note),
                Row(status: status, isOpen: false, verdict: .refused),
                Row(status: status, isOpen: false, wasSo: true, verdict: .refused),
                Row(status: status, isSender: false, wasSo: true, verdict: .refused),
            ]
        } + [
            Row(status: .open, verdict: .note), Row(status: .open, isOpen: false, verdict: .reopen),
            Row(status: .open, isOpen: false, isLate: true, verdict: .refused),
            Row(status: .reopen, verdict: .note), Row(status: .reopen, isOpen: false, verdict: .reopen),
            Row(status: .reopen, isOpen: false, isLate: true, verdict: .reopen),
            Row(status: .fixed, verdict: .saysFixed), Row(status: .fixed, isOpen: false, verdict: .confirm),
            Row(status: .closed, verdict: .saysFixed), Row(status: .closed, isOpen: false, verdict: .confirm),
            Row(status: .unchanged, verdict: .note), Row(status: .unchanged, isOpen: false, verdict: .refused),
            // Whoever did not send it.
            Row(status: .open, isSender: false, verdict: .refused),
            Row(status: .open, isOpen: false, isSender: false, verdict: .reopen),
            Row(status: .reopen, isOpen: false, isSender: false, verdict: .reopen),
            Row(status: .reopen, isOpen: false, isSender: false, isPrivate: true, verdict: .refused),
            Row(status: .fixed, isOpen: false, isSender: false, verdict: .refused),
            Row(status: .closed, isSender: false, verdict: .refused),
            Row(status: .unchanged, isSender: false, verdict: .refused),
            // Its own private one.
            Row(status: .unchanged, isPrivate: true, verdict: .note),
            Row(status: .reopen, isOpen: false, isPrivate: true, verdict: .reopen),
        ]

    @Test func `the table has every word of the vocabulary`() {
        #expect(Set(Self.departments + Self.residents) == Set(UpdateStatus.allCases))
        #expect(Set(Self.rows.map(\.status)) == Set(UpdateStatus.allCases))
    }

    @Test(arguments: rows)
    func `a client says what residents may, and nothing else`(row: Row) throws {
        let catalog = try CatalogReader().read(CatalogFolder.files(in: TinyCity.catalogFolder + "/tiny"))
        let closing = Date(timeIntervalSince1970: 1_767_225_600)
        let form = FormParameters([
            .init(name: "service_request_id", value: "X"), .init(name: "update_id", value: "1"),
            .init(name: "status", value: row.status.capitals), .init(name: "description", value: "Words."),
            .init(name: "updated_datetime", value: GeoReportDate.format(closing + (row.isLate ? -60 : 60))),
        ])
        let update = try SubmissionDecoder(catalog: catalog).decodeUpdate(form)
        let standing = RequestStanding(
            isOpen: row.isOpen,
            closedAt: row.isOpen ? nil : closing,
            isPrivate: row.isPrivate,
            serviceCode: "pothole",
            client: nil
        )
        let verdict: Verdict
        do throws(GeoReportError) {
            let saying = try ClientSaying(
                update,
                of: standing,
                isSender: row.isSender,
                told: row.wasSo ? [.open, row.status] : [.open]
            )
            verdict =
                switch saying.move {
                case .note: saying.lead == nil ? .note : .saysFixed
                case .confirm: .confirm
                case .reopen: .reopen
                }
            #expect(saying.lead == (verdict == .saysFixed ? "Says that it is fixed:" : nil))
            #expect(saying.takesPictures == row.isSender)
        } catch {
            #expect(error.faults.map(\.code) == [.updateRefused])
            #expect(error.status == 400)
            verdict = .refused
        }
        #expect(verdict == row.verdict)
    }
}
