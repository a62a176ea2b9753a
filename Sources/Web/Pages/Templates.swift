/// The files of `Resources/Templates` by name; a template that is not listed here does not exist.
enum Templates {
    static let all: [String: [UInt8]] = [
        "layout": PackageResources.layout_mustache,
        "time": PackageResources.time_mustache,
        "problem": PackageResources.problem_mustache,
        "front": PackageResources.front_mustache,
    ]
}
