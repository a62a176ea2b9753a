/// What of a service request is shown to whom: the one table that pages, pictures, feeds and mails go by.
///
/// Whoever has the private link is the resident who sent the request, or somebody the resident gave it to: neither sees
/// contact details, which only a department is shown that has the request in hand; see `ContactView`.
struct FieldRule: Sendable, Hashable {
    /// Who looks.
    enum Viewer: Sendable, Hashable, CaseIterable {
        /// Anybody who knows the reference.
        case anybody
        /// Whoever has the private link.
        case sender
    }

    /// A part of what is known of a request.
    enum Field: Sendable, Hashable, CaseIterable {
        /// Reference, service, state, departments, dates, legs, outcome, and what happened when.
        case progress
        /// The queue and the boundary it is for.
        case queue
        /// The point, the map and the words for the place.
        case place
        /// Who does it and why.
        case reason
        /// What the resident said when it was sent.
        case description
        /// The answers to the service's questions.
        case answers
        /// The pictures sent with it or later by the resident.
        case residentPhotos
        /// The pictures of the department's work.
        case departmentPhotos
        /// Departments' own words: public notes, and the reasons they give.
        case departmentWords
        /// What departments ask the resident, who may be named in it; that they asked, and when, is `progress`.
        case questions
        /// The resident's notes and answers, and why it is "still there".
        case residentWords
        /// That there is a mail address to write to, not which.
        case hasContact
        /// Which departments looked at the contact details, and when.
        case contactLooks
        /// Name, mail address and telephone number.
        case contact
        /// The names and sizes of documents.
        case documentNames
        /// The documents themselves.
        case documents
    }

    let viewer: Viewer
    /// Whether the request is kept from the public.
    let isPrivate: Bool
    /// Whether the public may read its description: the service says so, and nothing has withheld it since.
    let isDescribed: Bool

    /// What everybody sees of a public request whose description is not for the public.
    static let everybody = FieldRule(viewer: .anybody, isPrivate: false, isDescribed: false)

    /// Whether a field is shown.
    func shows(_ field: Field) -> Bool {
        switch field {
        case .progress: true
        case .queue, .place, .reason, .departmentPhotos, .departmentWords: viewer == .sender || !isPrivate
        case .description, .residentPhotos: viewer == .sender || !isPrivate && isDescribed
        case .answers, .questions, .residentWords, .hasContact, .contactLooks, .documentNames: viewer == .sender
        case .contact, .documents: false
        }
    }
}
