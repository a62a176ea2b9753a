/// Small files with what the real layers have not.
enum FuzzSeeds {
    static let files = [
        // Holes, parts, an island in a hole, ids, boxes, third numbers, a crs that says nothing, foreign members.
        """
        {"type":"FeatureCollection","name":"wards","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "bbox":[-74.2,40.5,-73.7,40.9],"features":[
        {"type":"Feature","id":1,"bbox":[-74,40.6,-73.9,40.7],"properties":{"id":"1","name":"One \\u00e9\\ud83d\\ude00","n":1.5,"t":true,"z":null,
        "o":{"a":[1,2,{"b":[]}]}},"geometry":{"type":"Polygon","coordinates":[[[-74,40.6,1],[-73.9,40.6,2],[-73.9,40.7,3],[-74,40.7,4],[-74,40.6,1]],
        [[-73.98,40.62],[-73.98,40.68],[-73.92,40.68],[-73.92,40.62],[-73.98,40.62]]]}},
        {"type":"Feature","id":"x","properties":{"id":"2","name":"Two"},"geometry":{"type":"MultiPolygon","coordinates":[
        [[[-73.96,40.64],[-73.94,40.64],[-73.94,40.66],[-73.96,40.66],[-73.96,40.64]]],
        [[[-73.8,40.6],[-73.75,40.6],[-73.75,40.65],[-73.8,40.6]],[[-73.77,40.61],[-73.765,40.62],[-73.76,40.62],[-73.77,40.61]]]]}}]}
        """,
        // Feet of New York, a bow tie among them, and a crs that says so.
        """
        {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2263"}},"features":[
        {"type":"Feature","properties":{"id":7},"geometry":{"type":"Polygon","coordinates":[[[972081.7,190733.4],[972184.7,190551.1],[972398.5,190683.2],[972081.7,190733.4]]]}},
        {"type":"Feature","properties":{"id":8},"geometry":{"type":"Polygon","coordinates":[[[980000,190000],[981000,191000],[981000,190000],[980000,191000],[980000,190000]]]}}]}
        """,
        // Everything a repair mends: an open ring, repeats, a bow tie, clockwise, a sliver, a collapsed hole.
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":[[[-74,40.6],[-73.9,40.6],[-73.9,40.6],[-73.9,40.7],[-74,40.7]]]}},
        {"type":"Feature","properties":{"id":"b"},"geometry":{"type":"Polygon","coordinates":[[[-74,40.7],[-73.9,40.8],[-73.9,40.7],[-74,40.8],[-74,40.7]]]}},
        {"type":"Feature","properties":{"id":"c"},"geometry":{"type":"MultiPolygon","coordinates":[[[[-73.8,40.6],[-73.8,40.7],[-73.7,40.7],[-73.7,40.6],[-73.8,40.6]],
        [[-73.75,40.65],[-73.75,40.65],[-73.74,40.65],[-73.75,40.65]]],[[[-73.7,40.7],[-73.6,40.7000001],[-73.6,40.7],[-73.7,40.7]]]]}}]}
        """,
        // Latitude first.
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"s"},"geometry":{"type":"Polygon","coordinates":
        [[[40.6,-74],[40.6,-73.9],[40.7,-73.9],[40.7,-74],[40.6,-74]]]}}]}
        """,
        // Across 180° and round a pole.
        """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":1},"geometry":{"type":"Polygon","coordinates":[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]}},
        {"type":"Feature","properties":{"id":2},"geometry":{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-60],[-180,-60],[-180,-90]]]}}]}
        """,
        #"{"type":"FeatureCollection","features":[]}"#,
    ]
}
