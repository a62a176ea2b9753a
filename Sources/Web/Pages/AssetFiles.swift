/// The files of `Resources/Assets` by name; one that is not listed here does not exist.
enum AssetFiles {
    static let all: [String: [UInt8]] = [
        "board.js": PackageResources.board_js,
        "board-map.js": PackageResources.board_map_js,
        "list-map.js": PackageResources.list_map_js,
        "staff-map.js": PackageResources.staff_map_js,
        "live.js": PackageResources.live_js,
        "details.js": PackageResources.details_js,
        "dispatch311.css": PackageResources.dispatch311_css,
        "elements.js": PackageResources.elements_js,
        "icon.svg": PackageResources.icon_svg,
        "news.js": PackageResources.news_js,
        "status.js": PackageResources.status_js,
        "map.js": PackageResources.map_js,
        "where.js": PackageResources.where_js,
        "what.js": PackageResources.what_js,
        "worklist.js": PackageResources.worklist_js,
        "you.js": PackageResources.you_js,
        "kiosk.js": PackageResources.kiosk_js,
    ]
}
