/// Who writes for a caller, as the band over their pages says it.
struct Clerk: Sendable {
    /// "Public works · AB"; nil where nobody is signed in, which is asked for when the report is sent.
    let name: String?
    /// Back to the desk, or to the sign-in.
    let desk = "/desk"
    /// Where the next caller's report begins.
    let another = "/desk/report"
}
