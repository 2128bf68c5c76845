import Dispatching

/// Work on a data directory while no server and no other command has it.
package enum Alone {
    /// Runs `body` while everybody else is kept out of the directory.
    ///
    /// - Throws: ``StoreError/inUse(_:)``, or what `body` throws.
    package static func with<Value>(_ directory: String, command: String, _ body: () throws -> Value) throws -> Value {
        let lock = try ProcessLock(try DataDirectory(directory), command: command)
        defer { lock.release() }
        return try body()
    }
}
