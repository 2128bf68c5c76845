import CFuzzer
import Glibc

/// One program for all fuzzers: `Fuzz NAME [libFuzzer's options] [folders or files]`, and `Fuzz --list`.
@main
enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "--list":
            for fuzzer in Fuzzer.all { print(fuzzer.name, fuzzer.longest) }
        case "--examples" where arguments.count == 4:
            Examples.write(of: arguments[2], to: arguments[3])
        case let name?:
            guard let fuzzer = Fuzzer.all.first(where: { $0.name == name }) else { return complain() }
            run(fuzzer)
        case nil: complain()
        }
    }

    private static func complain() {
        print("use: Fuzz NAME [options of libFuzzer] [folders or files]; Fuzz --list shows the names")
    }

    private static func run(_ fuzzer: Fuzzer) {
        unsafe Current.run = fuzzer.run
        // The name stands where libFuzzer expects that of the program.
        var count = CommandLine.argc - 1
        var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        let result = unsafe LLVMFuzzerRunDriver(&count, &words) { start, count in
            unsafe Current.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
            return 0
        }
        exit(result)
    }
}

/// What libFuzzer's callback, which can hold nothing, runs.
private enum Current {
    nonisolated(unsafe) static var run: ([UInt8]) -> Void = { _ in }
}
