import ArgumentParser

/// Which city's catalog and boundaries a command works with.
struct CityOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder that holds one folder of catalog files a jurisdiction.",
            discussion: "Default: Catalog in the working directory, else in the project this program was built in.",
            valueName: "dir"
        )
    )
    var catalog: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder that holds one folder of boundary files a jurisdiction.",
            discussion: "Default: GeoData, looked for in the same places.",
            valueName: "dir"
        )
    )
    var geodata: String?

    @Option(name: .long, help: ArgumentHelp("The city, where the folders hold several.", valueName: "id"))
    var jurisdiction: String?

    /// The folders these options mean; they exist.
    func folders() throws(CommandError) -> CityFolders {
        try CityFolders(
            catalog: FolderSearch.folder("Catalog", option: "catalog", given: catalog ?? Environment.text("catalog")),
            geodata: FolderSearch.folder("GeoData", option: "geodata", given: geodata ?? Environment.text("geodata")),
            wanted: jurisdiction ?? Environment.text("jurisdiction")
        )
    }

    /// The same for who can do without: folders that were not named and are not there hold nothing.
    func foldersIfAny() throws(CommandError) -> CityFolders {
        let (catalog, geodata) = (catalog ?? Environment.text("catalog"), geodata ?? Environment.text("geodata"))
        guard catalog == nil, geodata == nil else { return try folders() }
        return (try? folders())
            ?? CityFolders(
                catalog: "Catalog",
                geodata: "GeoData",
                wanted: jurisdiction ?? Environment.text("jurisdiction")
            )
    }
}
