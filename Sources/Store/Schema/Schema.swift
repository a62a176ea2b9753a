public import Postgres

/// The schema this program works with, as forward-only migrations.
public enum Schema {
    /// Every migration, oldest first.
    ///
    /// A published one never changes: the next change is a new file.
    public static let migrations: [Migration] = [
        Migration(number: 1, name: "main_path", sql: text(PackageResources._001_main_path_sql)),
        Migration(number: 2, name: "versions", sql: text(PackageResources._002_versions_sql)),
        Migration(number: 3, name: "staff_session", sql: text(PackageResources._003_staff_session_sql)),
        Migration(number: 4, name: "report_draft", sql: text(PackageResources._004_report_draft_sql)),
        Migration(number: 5, name: "moves", sql: text(PackageResources._005_moves_sql)),
        Migration(number: 6, name: "roles", sql: text(PackageResources._006_roles_sql)),
        Migration(number: 7, name: "second_lock", sql: text(PackageResources._007_second_lock_sql)),
        Migration(number: 8, name: "asked_legs", sql: text(PackageResources._008_asked_legs_sql)),
        Migration(number: 9, name: "waiting_for", sql: text(PackageResources._009_waiting_for_sql)),
        Migration(number: 10, name: "scheduled", sql: text(PackageResources._010_scheduled_sql)),
        Migration(number: 11, name: "demand", sql: text(PackageResources._011_demand_sql)),
        Migration(number: 12, name: "resident_words", sql: text(PackageResources._012_resident_words_sql)),
        Migration(number: 13, name: "photo", sql: text(PackageResources._013_photo_sql)),
        Migration(number: 14, name: "follower", sql: text(PackageResources._014_follower_sql)),
        Migration(number: 15, name: "way_in", sql: text(PackageResources._015_way_in_sql)),
        Migration(number: 16, name: "errand", sql: text(PackageResources._016_errand_sql)),
        Migration(number: 17, name: "contact_seen", sql: text(PackageResources._017_contact_seen_sql)),
        Migration(number: 18, name: "told_next", sql: text(PackageResources._018_told_next_sql)),
        Migration(number: 19, name: "staff_account", sql: text(PackageResources._019_staff_account_sql)),
        Migration(number: 20, name: "open_lists", sql: text(PackageResources._020_open_lists_sql)),
        Migration(number: 21, name: "catalog_finding", sql: text(PackageResources._021_catalog_finding_sql)),
        Migration(number: 22, name: "openid_attempt", sql: text(PackageResources._022_openid_attempt_sql)),
        Migration(number: 23, name: "georeport_lists", sql: text(PackageResources._023_georeport_lists_sql)),
        Migration(
            number: 24,
            name: "georeport_submission",
            sql: text(PackageResources._024_georeport_submission_sql)
        ),
        Migration(number: 25, name: "clients", sql: text(PackageResources._025_clients_sql)),
        Migration(number: 26, name: "georeport_updates", sql: text(PackageResources._026_georeport_updates_sql)),
        Migration(number: 27, name: "quarantine", sql: text(PackageResources._027_quarantine_sql)),
    ]

    /// Brings databases up to date and says where they stand.
    public static let migrator = Migrator(migrations)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
