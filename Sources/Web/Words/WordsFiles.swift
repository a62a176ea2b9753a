/// The files of `Resources/Words` by name, `AREA.LANGUAGE.words`; one that is not listed here does not exist.
enum WordsFiles {
    static let all: [String: [UInt8]] = [
        "elsewhere.en": PackageResources.elsewhere_en_words,
        "elsewhere.es": PackageResources.elsewhere_es_words,
        "details.en": PackageResources.details_en_words,
        "details.es": PackageResources.details_es_words,
        "follow.en": PackageResources.follow_en_words,
        "follow.es": PackageResources.follow_es_words,
        "frame.en": PackageResources.frame_en_words,
        "frame.es": PackageResources.frame_es_words,
        "front.en": PackageResources.front_en_words,
        "front.es": PackageResources.front_es_words,
        "photos.en": PackageResources.photos_en_words,
        "photos.es": PackageResources.photos_es_words,
        "report.en": PackageResources.report_en_words,
        "report.es": PackageResources.report_es_words,
        "decision.en": PackageResources.decision_en_words,
        "decision.es": PackageResources.decision_es_words,
        "time.en": PackageResources.time_en_words,
        "time.es": PackageResources.time_es_words,
        "problem.en": PackageResources.problem_en_words,
        "problem.es": PackageResources.problem_es_words,
        "status.en": PackageResources.status_en_words,
        "status.es": PackageResources.status_es_words,
        "where.en": PackageResources.where_en_words,
        "where.es": PackageResources.where_es_words,
    ]
}
