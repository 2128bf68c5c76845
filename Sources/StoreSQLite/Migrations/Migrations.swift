import GRDB

/// The schema's history, oldest first.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(Migration0001Ledger.name) { database in
            try database.execute(sql: Migration0001Ledger.sql)
        }
        return migrator
    }
}
