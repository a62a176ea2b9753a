import Foundation
import TestSupport

/// How large the fault tests are: a few hundred rows for every day, as many as wanted by the environment.
///
/// `DISPATCH311_FAULT_ROWS=20000` with `DISPATCH311_FAULT_TABLE`, `…_CATALOG` and `…_GEODATA` runs them on a table of
/// real requests; `DISPATCH311_FAULT_PROGRAM` names another build of the program, an optimised one for example.
enum FaultPlan {
    private static let environment = ProcessInfo.processInfo.environment

    /// Rows of a replay.
    static let rows = value("ROWS").flatMap { Int($0) } ?? 400

    /// The table to replay; nil for one that is made for the tiny city.
    static let table = value("TABLE")

    /// Another build of the program.
    static let program = value("PROGRAM")

    /// The options that name the city.
    static let city = [
        "--catalog", value("CATALOG") ?? TinyCity.catalogFolder, "--geodata",
        value("GEODATA") ?? TinyCity.geodataFolder,
    ]

    /// Rows a second: slow enough to be interrupted in the middle.
    static let rate = max(100, rows / 3)

    /// How long a test that goes on for a while does: `DISPATCH311_FAULT_SECONDS`, else a few seconds.
    static let length: Duration = .seconds(value("SECONDS").flatMap { Int($0) } ?? 4)

    /// How long anything may take; far more than it does, because the machine may be busy with other tests.
    static let limit: Duration = .seconds(120 + rows / 20)

    private static func value(_ name: String) -> String? { environment["DISPATCH311_FAULT_" + name] }
}
