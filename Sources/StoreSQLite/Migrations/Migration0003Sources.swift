/// An index by source, so that a reporter's own incidents are found however many others there are.
///
/// Shipped migrations are never edited; a change is a new file.
enum Migration0003Sources {
    static let name = "0003 sources"

    static let sql = "CREATE INDEX incidents_source ON incidents (source);"
}
