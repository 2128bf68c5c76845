import GRDB

/// The schema's history, oldest first.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(Migration0001Ledger.name) { database in
            try database.execute(sql: Migration0001Ledger.sql)
        }
        migrator.registerMigration(Migration0002Overdue.name) { database in
            try database.execute(sql: Migration0002Overdue.sql)
        }
        migrator.registerMigration(Migration0003Sources.name) { database in
            try database.execute(sql: Migration0003Sources.sql)
        }
        migrator.registerMigration(Migration0004LeftOut.name) { database in
            try database.execute(sql: Migration0004LeftOut.sql)
        }
        migrator.registerMigration(Migration0005Marks.name) { database in
            try database.execute(sql: Migration0005Marks.sql)
        }
        return migrator
    }
}
