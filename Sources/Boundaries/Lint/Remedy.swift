/// What to do about a finding, in words that can be followed: a sentence, or a command to run.
struct Remedy {
    let file: String
    let key: String
    let label: String?
    /// The reference system the file seems to be in.
    let system: String?
    /// Whether there is no other that it may be in.
    let isCertain: Bool

    /// "Run: ogr2ogr …" from the file's reference system to what RFC 7946 wants.
    ///
    /// https://gdal.org/en/stable/programs/ogr2ogr.html
    var conversion: String {
        let source = system ?? "EPSG:NNNN"
        let command = "Run: ogr2ogr -f GeoJSON -s_srs \(source) -t_srs EPSG:4326 -lco RFC7946=YES \(output) \(input)"
        if system == nil {
            return command + " with the number of the file's reference system, which its .prj or its source names."
        }
        return isCertain ? command : command + " and look where it lies: other reference systems have such numbers too."
    }

    /// The same, and that this program does it too.
    var importing: String { "Let boundaries import convert it, or r" + conversion.dropFirst() }

    private var input: String { ShellWords.line([file]) }

    private var output: String {
        let base =
            file.hasSuffix(".geojson")
            ? String(file.dropLast(8)) : file.hasSuffix(".json") ? String(file.dropLast(5)) : file
        return ShellWords.line([base + ".wgs84.geojson"])
    }

    /// What to do about what the reader refuses.
    func text(for kind: BoundaryFault.Kind) -> String {
        switch kind {
        case .tooManyBytes, .tooManyFeatures, .tooManyPositions, .tooManyValues:
            "Is this one layer of boundaries? Leave out what is not, or run: ogr2ogr -f GeoJSON -simplify 0.00001 "
                + "-lco RFC7946=YES \(output) \(input)"
        case .tooDeep: "Take out the member that is nested so deep; boundaries need 8 levels."
        case .encoding: "Save the file as UTF-8; for Latin-1 run: iconv -f LATIN1 -t UTF-8 \(input) > \(output)"
        case .otherFormat:
            "boundaries import makes a layer of a zip file, Shapefile, GeoPackage or KML; of what else there is ogr2ogr "
                + "-f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES may."
        case .syntax: "Export the file again; it is cut short or was edited by hand."
        case .notAFeatureCollection:
            "Export it as a GeoJSON FeatureCollection; for ArcGIS JSON, TopoJSON, Shapefile and others run: "
                + "ogr2ogr -f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES \(output) \(input)"
        case .noFeatures: "Export it again with its features; a filter may have left none."
        case .foreignReferenceSystem, .projected: importing
        case .more: "Repair those that are listed, and look again."
        case .notAFeature: "Take the element out, or make it a Feature with properties and a geometry."
        case .missingKey, .unusableKey:
            "Give each feature a \(key) of its own, as text without blanks around it or as a whole number, or name another "
                + "property with --key."
        case .duplicateKey:
            "Give each boundary a \(key) of its own; the parts of one boundary belong into one MultiPolygon (in QGIS: "
                + "Dissolve by \(key))."
        case .missingLabel: "Give each feature a \(label ?? "name"), or name another property with --label."
        case .unusableProperty: "Make it a text, a number or true or false, or take it out of the layer's properties."
        case .missingGeometry, .emptyGeometry: "Draw the boundary, or take the feature out."
        case .unsupportedGeometry:
            "Export polygons; from lines that meet, make them in a GIS (in QGIS: Polygonize)."
        case .malformedCoordinates: "Export the feature again; its coordinates are not nested as its type says."
        case .notFinite, .outOfRange: "Correct the position, or export the feature again."
        case .swapped: "Write longitude first; --fix does it where the whole feature is swapped."
        case .outsideExtent:
            "Is it another city's file, or is --extent too small? A single position far off is a slip: correct it."
        case .shortRing:
            "Take the ring out, or draw it: three corners and the first again. --fix takes it out where it can."
        case .openRing: "Repeat the first position at the end of the ring; --fix does it."
        case .tooTangled:
            "Simplify the feature: ogr2ogr -f GeoJSON -simplify 0.00001 -lco RFC7946=YES \(output) \(input)"
        case .invalid: "--fix makes it valid and says how many square metres that changes; or correct the places."
        }
    }

    /// What to do about what the reader takes.
    func text(for oddity: BoundaryFinding.Oddity) -> String {
        switch oddity {
        case .repeatedMember: "Take one out: this program reads the first, others the last."
        case .sameGeometry, .nearlySameGeometry: "Is it one boundary under two keys? Take one out, or draw them apart."
        case .tinyRing, .sliver: "Take the ring out if nobody meant it; --fix does it."
        case .spike: "Take the position out if nobody meant it."
        case .antarctic:
            "Write longitude first. Where --extent says which place is meant, --fix swaps what lies there the other way round."
        case .antimeridian: "Run: ogr2ogr -f GeoJSON -wrapdateline -lco RFC7946=YES \(output) \(input)"
        case .referenceSystemMember: "Take the member crs out; --fix does it."
        case .repeatedPosition: "Take the second one out; --fix does it."
        case .ringDirection: "Turn the ring round; --fix does it."
        case .elevation: "Take the third number out; --fix does it."
        }
    }
}
