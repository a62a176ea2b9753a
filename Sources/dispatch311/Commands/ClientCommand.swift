import ArgumentParser

/// `dispatch311 client`: the programs that send requests to GeoReport with a key.
struct ClientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Make, list and revoke the keys of programs that send requests to GeoReport, and send them updates.",
        discussion: """
            A client is an app or another system, by the name the city calls it; its requests say that it sent them, and \
            it is counted by its key instead of its address. Whether a key is needed is in jurisdiction.yml: \
            "api_keys: required". Only a key's hash is stored: it can be seen once, when it is made.

            Example:
              dispatch311 client create --name "FixMyStreet" --out fixmystreet.key
            """,
        subcommands: [
            ClientCreateCommand.self, ClientListCommand.self, ClientRevokeCommand.self, ClientPushCommand.self,
        ]
    )
}
