/// The object ids of the built-in types this library reads or writes; they are fixed in `pg_type.dat`.
enum PostgresType {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let char: UInt32 = 18
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let timestamptz: UInt32 = 1184
    static let interval: UInt32 = 1186
    static let uuid: UInt32 = 2950
    static let jsonb: UInt32 = 3802
    static let xid8: UInt32 = 5069

    /// The first id a type made by `CREATE TYPE` or an extension can have.
    static let firstUserDefined: UInt32 = 16384

    static func name(of type: UInt32) -> String {
        switch type {
        case bool: "boolean"
        case bytea: "bytea"
        case int8: "bigint"
        case int2: "smallint"
        case int4: "integer"
        case text: "text"
        case json: "json"
        case float4: "real"
        case float8: "double precision"
        case 1082: "date (cast it to timestamptz)"
        case 1114: "timestamp without time zone (cast it to timestamptz)"
        case timestamptz: "timestamptz"
        case interval: "interval"
        case 1700: "numeric (cast it to float8 or bigint)"
        case uuid: "uuid"
        case jsonb: "jsonb"
        default: "with object id \(type)"
        }
    }
}
