import Foundation

/// Leaflet as a Debian package puts it on the machine: nothing of it is ours.
package struct LeafletFolder: Sendable {
    /// Larger ones are not Leaflet's.
    private static let largest = 2 << 20
    private static let script = "leaflet.min.js"
    private static let style = "leaflet.css"

    /// The scripts, the style and its pictures by name, `images/layers.png`; empty where Leaflet is not there.
    let files: [String: [UInt8]]

    /// Whether Leaflet is there.
    package var isThere: Bool { !files.isEmpty }

    /// Reads a folder; one without Leaflet's script and style is as good as none.
    package init(_ path: String) {
        let names = ["", "images/"].flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).map { folder + $0 }
        }
        var files: [String: [UInt8]] = [:]
        for name in names where Self.isServed(name) {
            guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), data.count <= Self.largest else {
                continue
            }
            files[name] = Array(data)
        }
        self.files = files[Self.script] == nil || files[Self.style] == nil ? [:] : files
    }

    /// The two files a page names and the pictures the style names; not the other builds that the package has.
    private static func isServed(_ name: String) -> Bool {
        if name == script || name == style { return true }
        guard name.hasPrefix("images/"), name.hasSuffix(".png") else { return false }
        return name.dropFirst("images/".count).utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
    }
}
