import Logging

extension LoadedTree {
    private static let told = 20

    /// Says in the log whom nothing can reach; of many, the first.
    func tellWarnings(_ logger: Logger) {
        for warning in warnings.prefix(Self.told) {
            logger.warning("an address or a person cannot be reached", metadata: ["warning": "\(warning)"])
        }
        guard warnings.count > Self.told else { return }
        logger.warning("so it is with \(warnings.count - Self.told) more: see `tocsin check --settings FILE`")
    }
}
