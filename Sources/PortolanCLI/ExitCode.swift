/// How a run ended, as other programs see it.
package enum ExitCode: Int32, Sendable {
  case success = 0
  /// Errors in the input, or the output cannot be written.
  case failure = 1
  /// Wrong usage of the command line.
  case usage = 2
  /// A fault of Portolan's own.
  case internalFault = 70
}
