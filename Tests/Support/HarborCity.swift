import Foundation

/// The folders of another made-up city, which has every kind of question; see the comment in its `jurisdiction.yml`.
public enum HarborCity {
    /// What `--catalog` would name.
    public static let catalogFolder = folder("Catalog")

    /// What `--geodata` would name.
    public static let geodataFolder = folder("GeoData")

    private static func folder(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "HarborCity/\(name)").path
    }
}
