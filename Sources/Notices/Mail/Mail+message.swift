import ServiceRequests

extension Mail {
    /// The mail as mailers take it (RFC 5322, 2045, 2047): ASCII, lines of at most 76 bytes but for addresses, LF at the
    /// end of each, which is how programs of Unix hand mails on; on the wire it becomes CR LF.
    func message(from: MailAddress, to: MailAddress) -> [UInt8] {
        var lines = [
            Self.sender(oneLine(sender ?? "", limit: 100), from),
            "To: \(to.text)",
            HeaderText.line("Subject", oneLine(subject, limit: 200)),
            "Date: \(MailDate.format(date))",
            "Message-ID: <\(id.text)@\(from.domain)>",
            // RFC 3834: no answers of machines to this machine.
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribing {
            lines.append("List-Unsubscribe: <\(unsubscribing.text)>")
            lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        lines += [
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        let head = lines.map { $0 + "\n" }.joined() + "\n"
        return Array(head.utf8) + QuotedPrintable.encode(body.withoutControls(isOneLine: false))
    }

    private static func sender(_ name: String, _ address: MailAddress) -> String {
        guard !name.isEmpty else { return "From: \(address.text)" }
        let line = HeaderText.line("From", name, isPhrase: true)
        let last = line.split(separator: "\n").last?.utf8.count ?? 0
        return line + (last + address.text.utf8.count + 3 > 76 ? "\n <" : " <") + address.text + ">"
    }

    /// A text for a header: one blank for line breaks and tabs in a row, none at the ends, no other control characters.
    private func oneLine(_ text: String, limit: Int) -> String {
        let pieces = text.withoutControls(isOneLine: false).unicodeScalars
            .split { ["\t", "\n", "\r", "\u{2028}", "\u{2029}"].contains($0) }
        var line = Array(pieces.joined(separator: " ".unicodeScalars))[...]
        while line.first == " " { line.removeFirst() }
        while line.last == " " { line.removeLast() }
        guard line.count > limit else { return String(String.UnicodeScalarView(line)) }
        return String(String.UnicodeScalarView(line.prefix(limit - 1))) + "…"
    }
}
