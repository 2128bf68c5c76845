/// The newest number of an incident that is not given, after an older copy of the database was put in place.
///
/// Shipped migrations are never edited; a change is a new file.
enum Migration0004LeftOut {
    static let name = "0004 left out"

    static let sql = "ALTER TABLE ledger ADD COLUMN left_out_to INTEGER NOT NULL DEFAULT 0;"
}
