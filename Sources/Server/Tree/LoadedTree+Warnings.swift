import Logging

extension LoadedTree {
    private static let told = 20

    /// Says in the log what the check warns of; of many, the first.
    func tellWarnings(_ logger: Logger) {
        for warning in warnings.prefix(Self.told) {
            logger.warning("the contact tree or the templates have a warning", metadata: ["warning": "\(warning)"])
        }
        guard warnings.count > Self.told else { return }
        logger.warning("so it is with \(warnings.count - Self.told) more: see `tocsin check --settings FILE`")
    }
}
