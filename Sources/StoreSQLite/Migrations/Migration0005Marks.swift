/// What the ledger remembers by name beside its incidents.
///
/// Shipped migrations are never edited; a change is a new file.
enum Migration0005Marks {
    static let name = "0005 marks"

    static let sql = """
        CREATE TABLE marks (
            name ANY NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
