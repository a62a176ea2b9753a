import GeoReport
import ServiceRequests
import Store

/// Whom a department can ask about an item: hidden behind a button, and shown once to whoever presses it.
///
/// With `DepartmentRoutes.contact` the only place where contact details are shown. The last word on who may look is the
/// database's; see `ContactLooks`.
struct ContactView: Sendable {
    /// What is shown.
    struct Details: Sendable {
        let name: String?
        let email: Link?
        let phone: Link?
    }

    /// Something that can be pressed to write or to call, where it is fit for that.
    struct Link: Sendable {
        let text: String
        let address: String?
    }

    /// The form that asks for them.
    struct Button: Sendable {
        let token: String
    }

    let button: Button?
    /// Why there is none.
    let reason: String?
    let details: Details?

    /// `shown` is what was looked at just now.
    init(_ file: CaseFile, _ row: ItemRow, worker: Worker, mayWork: Bool, shown: ServiceRequest.Contact?) {
        details = shown.map { Details($0) }
        reason =
            if !file.hasContact {
                "No contact details were given."
            } else if shown != nil {
                "The contact details are shown above, this once."
            } else if row.closedAt != nil {
                "Contact details can be looked at only while the item is open."
            } else if (row.offer?.owner ?? row.department) != worker.department {
                "Contact details can be looked at once your department has accepted the item."
            } else if !mayWork {
                "The key you signed in with may not be used to look at the contact details."
            } else {
                nil
            }
        button = reason == nil ? Button(token: FormToken().text) : nil
    }
}

extension ContactView.Details {
    init(_ contact: ServiceRequest.Contact) {
        name = contact.name
        email = contact.email.map { email in
            let parts = email.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
            let isAddress = parts.count == 2 && !parts.contains("")
            let address = parts.map(FormParameters.encoded).joined(separator: "@")
            return ContactView.Link(text: email, address: isAddress ? "mailto:\(address)" : nil)
        }
        phone = contact.phone.map { phone in
            let digits = phone.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
            return ContactView.Link(text: phone, address: digits.contains(where: \.isNumber) ? "tel:\(digits)" : nil)
        }
    }
}
