import GeoReport
import Notices
import ServiceRequests
import Store

/// The fields that say who somebody is here: of a new account, or of one that is changed.
struct AccountForm: Sendable {
    /// A role or a department that can be chosen.
    struct Choice: Sendable {
        let code: String
        let label: String
        let hint: String?
        let isChosen: Bool
    }

    let email: String
    let name: String
    let roles: [Choice]
    let departments: [Choice]
    var emailError: String?
    var nameError: String?
    var roleError: String?
    var departmentError: String?

    private let role: StaffRole?
    private let department: String?

    /// The form as it was sent, `account` being the one it changes.
    init(_ form: FormParameters, in city: City, of account: StaffAccount? = nil) {
        let role = form["role"].flatMap { StaffRole(rawValue: $0) }
        // Roles of the whole city work in triage.
        let asked = role?.isCityWide == true ? Department.triage : form["department"]
        let department = asked.flatMap { city.catalog.department($0)?.code }
        self.init(
            email: account?.email ?? form["email"] ?? "",
            name: form["name"] ?? "",
            role: role,
            department: department,
            in: city
        )
        if account == nil {
            emailError =
                form["email"] == nil
                ? "Enter the mail address the person will sign in with."
                : MailAddress(email) == nil ? "Enter an address like name@example.org." : nil
        }
        nameError =
            name.isEmpty ? "Enter what colleagues and the history will call the person." : StaffName.problem(name)
        roleError = role == nil ? "Choose what the person is here." : nil
        if department == nil, role?.isCityWide != true { departmentError = "Choose a department." }
    }

    /// The empty form, or one that says what an account is now.
    init(in city: City, of account: StaffAccount? = nil) {
        self.init(
            email: account?.email ?? "",
            name: account?.name ?? "",
            role: account?.role,
            department: account?.department,
            in: city
        )
    }

    private init(email: String, name: String, role: StaffRole?, department: String?, in city: City) {
        self.email = email
        self.name = name
        self.role = role
        self.department = department
        roles = StaffRole.allCases.map {
            Choice(code: $0.rawValue, label: $0.title, hint: $0.hint, isChosen: $0 == role)
        }
        departments = city.catalog.departments.map {
            Choice(code: $0.code, label: $0.name.text(), hint: nil, isChosen: $0.code == department)
        }
    }

    var hasErrors: Bool { [emailError, nameError, roleError, departmentError].contains { $0 != nil } }

    /// Whom to invite; nil where something is wrong.
    var invitation: StaffInvitation? {
        change.map { StaffInvitation(email: email, name: $0.name, department: $0.department, role: $0.role) }
    }

    /// What to change; nil where something is wrong.
    var change: StaffAccounts.Change? {
        guard !hasErrors, let role, let department else { return nil }
        return StaffAccounts.Change(name: name, department: department, role: role)
    }
}
