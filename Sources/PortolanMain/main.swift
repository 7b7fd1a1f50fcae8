import FoundationEssentials
import PortolanCLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// A reader that closes its end, as `head` does, must not end the program in the middle of a file.
signal(SIGPIPE, SIG_IGN)
exit(
  CommandLineTool(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment
  ).run())
