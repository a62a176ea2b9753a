import Boundaries
import Notices
import ServiceRequests
import Web

extension Examination {
    /// Whether mail leaves, and of each city that would be served where its links lead.
    func mail() async -> [Check] {
        guard let mail = server.mail else {
            return [.good("Mail", "none is sent; --mail-from would say whom it is from")]
        }
        guard Sendmail(path: mail.sendmail, from: mail.from).isInstalled else {
            return [
                .bad(
                    "Mail",
                    "\(mail.sendmail.escaped): no program that this user may run",
                    remedy: "Install a mailer that brings it, msmtp-mta or postfix, or say where it is with --sendmail."
                )
            ]
        }
        // What cannot be read is a finding of its own already.
        guard let (folders, ids) = try? served() else { return [] }
        var checks: [Check] = []
        for id in ids {
            let folder = "\(folders.catalog)/\(id)"
            let catalog = await OwnThread.run { () throws(Never) in
                try? CatalogReader().read(CatalogFolder.files(in: folder))
            }
            guard let jurisdiction = catalog?.jurisdiction else { continue }
            checks.append(links(of: jurisdiction, isAlone: ids.count == 1, by: mail.sendmail))
        }
        return checks
    }

    /// By the rule of the server itself.
    private func links(of jurisdiction: Jurisdiction, isAlone: Bool, by sendmail: String) -> Check {
        guard let origin = SiteOrigin.of(jurisdiction, said: server.siteOrigin, isAlone: isAlone) else {
            return .bad(
                "Mail",
                "\(jurisdiction.id): nobody is written to, for it is not known where its pages are",
                remedy: isAlone
                    ? "Say --origin https://NAME, or hosts: in its jurisdiction.yml."
                    : "Say hosts: in its jurisdiction.yml; --origin counts only where one city is served."
            )
        }
        return origin.isSecure
            ? .good("Mail", "\(jurisdiction.id): by \(sendmail.escaped); links name \(origin.text)")
            : .bad(
                "Mail",
                "\(jurisdiction.id): links would name \(origin.text), which is not encrypted and which mail programs "
                    + "cannot end mails at",
                remedy: "Put a proxy that speaks TLS in front, and say --origin https://NAME."
            )
    }
}
