package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// One output language. A backend prints what it is given; what its language cannot compute at run
/// time is said in `capabilities`, and the pipeline fixes it at translation time before it calls.
package protocol Backend: Sendable {
  /// As in `--to boto3`.
  var name: String { get }
  /// One line for `--help`.
  var summary: String { get }
  /// Without the dot.
  var fileExtension: String { get }
  var isExecutable: Bool { get }
  var capabilities: Capabilities { get }
  /// What `--format` takes; empty where there is but one form.
  var formats: [String] { get }
  /// Whether it can begin from an account as it was described: `--against`.
  var takesAccount: Bool { get }
  var layout: Layout { get }
  /// The same target, if its artifacts call AWS.
  var calling: (any CallingBackend)? { get }

  /// Prints the program. What cannot be said in this language is reported, never left out silently;
  /// what was printed is good for nothing then.
  func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink)
}

extension Backend {
  package var formats: [String] { [] }
  package var takesAccount: Bool { false }
  package var calling: (any CallingBackend)? { nil }

  /// The whole artifact, and which lines of it come from where.
  package func printout(
    _ program: Program, _ options: EmitOptions = EmitOptions(), into sink: inout DiagnosticSink
  ) -> Printout {
    Printout(layout) { print(program, options, to: &$0, into: &sink) }
  }

  package func emit(
    _ program: Program, _ options: EmitOptions = EmitOptions(), into sink: inout DiagnosticSink
  ) -> String {
    printout(program, options, into: &sink).text
  }
}

extension Origin {
  /// For the source map of an artifact.
  var mark: SourceMark { SourceMark(file: file, line: line, location: location, address: address) }
}

/// A target whose artifacts, when they are used, call AWS.
package protocol CallingBackend: Backend {
  /// Every operation that the artifact of a program may call.
  func privileges(of program: Program) -> [Privilege]
}

extension CallingBackend {
  package var calling: (any CallingBackend)? { self }
}

/// Which terms a target can compute at run time, beyond literals, scalar inputs, group attributes
/// and text templates, which every target can.
package struct Capabilities: Sendable {
  /// `.lookup`; where absent, each attribute used becomes an input, unless the target has a name for
  /// it: the Region, account and partition in which it runs.
  package var lookups: Bool
  /// One rule for each element of a list input.
  package var listPeers: Bool
  /// The same in egress, whatever other rules there are; where absent, a list that egress consists
  /// of is fixed at translation time.
  package var egressListPeers: Bool
  /// All entries of a map input as tags, and maps merged.
  package var mapInputs: Bool
  /// `.member` of a structured input.
  package var members: Bool
  /// `.member` by number of a list of scalars, also where `members` is false.
  package var listMembers: Bool
  /// `.conditional`, `.join` and `.length`.
  package var computation: Computation

  package enum Computation: Sendable {
    case everything
    /// A value that a shell word can hold.
    case words
    /// Texts, by conditions that compare texts; lists as long as they are joined.
    case texts
    /// What one lookup finds, and nothing else beside it.
    case ofOneLookup
    case nothing
  }

  package init(
    lookups: Bool, listPeers: Bool, mapInputs: Bool, members: Bool, egressListPeers: Bool? = nil,
    listMembers: Bool? = nil, computation: Computation = .everything
  ) {
    self.lookups = lookups
    self.listPeers = listPeers
    self.egressListPeers = egressListPeers ?? listPeers
    self.mapInputs = mapInputs
    self.members = members
    self.listMembers = listMembers ?? members
    self.computation = computation
  }
}
