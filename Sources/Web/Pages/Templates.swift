/// The files of `Resources/Templates` by name; a template that is not listed here does not exist.
enum Templates {
    static let all: [String: [UInt8]] = [
        "check": PackageResources.check_mustache,
        "confirm": PackageResources.confirm_mustache,
        "details": PackageResources.details_mustache,
        "errors": PackageResources.errors_mustache,
        "follow": PackageResources.follow_mustache,
        "front": PackageResources.front_mustache,
        "layout": PackageResources.layout_mustache,
        "message": PackageResources.message_mustache,
        "problem": PackageResources.problem_mustache,
        "question": PackageResources.question_mustache,
        "question-notes": PackageResources.question_notes_mustache,
        "service-groups": PackageResources.service_groups_mustache,
        "service-results": PackageResources.service_results_mustache,
        "status": PackageResources.status_mustache,
        "time": PackageResources.time_mustache,
        "what": PackageResources.what_mustache,
        "where": PackageResources.where_mustache,
    ]
}
