import Backends
package import CodePrinter
package import Diagnostics
import HCL
package import SecurityGroupIR
package import Terraform

/// What came out of a run: an artifact, or the reasons why there is none.
package struct Compilation: Sendable {
  /// All files that diagnostics point into.
  package var sources: SourceMap
  /// In source order.
  package var diagnostics: [Diagnostic]
  /// Legalised for the target, if one was asked for: its inputs are what the artifact asks for.
  package var program: Program?
  package var artifact: Artifact?

  package init(
    sources: SourceMap, diagnostics: [Diagnostic], program: Program? = nil,
    artifact: Artifact? = nil
  ) {
    self.sources = sources
    self.diagnostics = diagnostics
    self.program = program
    self.artifact = artifact
  }

  package var hasErrors: Bool {
    diagnostics.contains { $0.severity == .error || $0.severity == .internal }
  }
}

/// One emitted file. Its text went where the pipeline was told to print.
package struct Artifact: Sendable {
  /// Which of its lines come from where, if that was asked for.
  package var marks: [MarkedLines] = []

  package init() {}
}

/// The names that `--to` takes, in the order in which help lists them.
package var targetNames: [String] { backends.map(\.name) }

/// What `--format` takes for a target; empty where it has but one form.
package func formats(ofTarget name: String) -> [String] {
  backends.first { $0.name == name }?.formats ?? []
}

/// Whether a target can begin from a description of the account: `--against`.
package func takesAccount(_ name: String) -> Bool {
  backends.first { $0.name == name }?.takesAccount ?? false
}

/// Whether the artifacts of a target are programs.
package func isExecutable(_ name: String) -> Bool {
  backends.first { $0.name == name }?.isExecutable ?? false
}

/// The whole of Portolan: read, bind, lower, canonicalize, legalize, emit.
///
/// - Parameter receive: Takes the artifact in pieces while it is printed. They are good for something only
///   if the compilation holds an artifact in the end.
package func compile(
  _ request: Request, to target: String? = nil, printingTo receive: ([UInt8]) -> Void = { _ in }
) -> Compilation {
  var (frontEnd, sources, findings) = readConfiguration(request)
  var options = EmitOptions(format: request.format, adopted: request.adoptedGroups)
  if !request.accountFiles.isEmpty {
    options.account = readAccount(request.accountFiles, &sources, into: &findings)
  }
  return compile(
    consume frontEnd, sources, findings, options, to: target, keepsMarks: request.wantsSourceMap,
    printingTo: receive)
}

/// The same for a configuration that is in memory already.
package func compile(inMemory files: ModuleFiles, to target: String? = nil) -> Compilation {
  let (frontEnd, sources, findings) = FrontEnd.read(files: files, environment: [:], arguments: [])
  return compile(
    frontEnd, sources, findings, EmitOptions(), to: target, keepsMarks: true
  ) { _ in }
}

// The syntax trees are let go before anything is emitted; a name that still had them would keep them.
private func compile(
  _ frontEnd: consuming FrontEnd?, _ sources: SourceMap, _ findings: DiagnosticSink,
  _ options: EmitOptions, to target: String?, keepsMarks: Bool,
  printingTo receive: ([UInt8]) -> Void
) -> Compilation {
  let backend = backends.first { $0.name == target }
  guard let known = consume frontEnd else {
    return Compilation(sources: sources, diagnostics: withoutRepeats(findings.sorted))
  }
  var sink = findings
  var result = bind(consume known, for: backend, isCompared: options.account != nil)
  sink.absorb(withoutConsequences(result.sink, of: findings))

  let faults = sink.hasErrors ? [] : verify(result.program)
  for fault in faults { sink.report(.brokenInvariant(fault)) }
  var artifact: Artifact?
  if let backend, !sink.hasErrors {
    var printed = Artifact()
    withoutActuallyEscaping(receive) { receive in
      var printer = Printer(backend.layout, keepsMarks: keepsMarks, to: receive)
      backend.print(result.program, options, to: &printer, into: &sink)
      printer.finish()
      printed.marks = printer.markedLines
    }
    if !sink.hasErrors { artifact = printed }
  }
  if sink.hasErrors { result.program = Program() }
  return Compilation(
    sources: sources, diagnostics: withoutRepeats(sink.sorted),
    program: sink.hasErrors ? nil : result.program, artifact: artifact)
}

private func readAccount(
  _ paths: [String], _ sources: inout SourceMap, into sink: inout DiagnosticSink
) -> Account {
  var reader = AccountReader(sources)
  let account = reader.read(paths.map { ($0, readFileOrStream($0)) })
  sources = reader.sources
  sink.absorb(reader.sink)
  return account
}

typealias ReadConfiguration = (frontEnd: FrontEnd?, sources: SourceMap, sink: DiagnosticSink)

func readConfiguration(
  _ request: Request, acceptsEmptyRoot: Bool = false
) -> ReadConfiguration {
  let kind = kindOfFile(request.path)
  if kind == .missing {
    var sink = DiagnosticSink()
    sink.report(.pathNotFound(request.path))
    return (nil, SourceMap(), sink)
  }
  let (root, only) = kind == .directory ? (request.path, nil) : split(request.path)
  let arguments = request.variableSources.map { source in
    switch source {
    case .assignment(let name, let value): VariableArgument.assignment(name: name, value: value)
    case .file(let path): VariableArgument.file(path: path, content: readFileOrStream(path))
    }
  }
  let choices = BindingChoices(
    foldsDefaults: request.foldsDefaults, kept: request.keptVariables,
    answers: request.answerFiles.map { ($0, readFileOrStream($0)) })
  return FrontEnd.read(
    files: .onDisk(below: root), only: only, environment: request.environment,
    arguments: arguments, choices: choices,
    readable: request.readablePaths.compactMap(resolvedPath), acceptsEmptyRoot: acceptsEmptyRoot)
}

/// Finds the binding times: whatever cannot wait until the artifact runs is fixed to its default, and
/// everything is evaluated anew, so that a variable has one value everywhere.
///
/// - Parameter isCompared: With an account, so that nothing can wait.
private func bind(
  _ frontEnd: consuming FrontEnd, for backend: (any Backend)?, isCompared: Bool
) -> (program: Program, sink: DiagnosticSink) {
  var fixed = DiagnosticSink()
  var bindings = frontEnd.initialBindings(into: &fixed)
  while true {
    var sink = fixed
    var (program, demands, found) = frontEnd.lower(bindings)
    sink.absorb(found)
    program = canonicalize(consume program)
    if let backend, demands.isEmpty, !sink.hasErrors {
      let (legal, refused) = legalize(consume program, for: backend.capabilities)
      program = legal
      demands = (refused + (isCompared ? unknownTerms(in: legal) : [])).compactMap(Demand.init)
    }
    var unresolved = DiagnosticSink()
    if frontEnd.resolve(demands, &bindings, into: &unresolved) { continue }
    sink.absorb(unresolved)
    return (program, sink)
  }
}

extension Demand {
  init?(_ refusal: Refusal) {
    guard let location = refusal.origin.location else { return nil }
    self.init(refusal.addresses, at: location, refusal.why)
  }
}

/// What evaluation says about a place that reading has refused already follows from that.
private func withoutConsequences(
  _ sink: DiagnosticSink, of findings: DiagnosticSink
) -> DiagnosticSink {
  if !findings.hasErrors { return sink }
  let refused = Set(
    findings.diagnostics.filter { $0.severity == .error }.compactMap(\.labels.first?.location))
  var kept = DiagnosticSink()
  for diagnostic in sink.diagnostics {
    if let place = diagnostic.labels.first?.location, refused.contains(place) { continue }
    kept.report(diagnostic)
  }
  return kept
}

/// The same finding is met again where several things depend on it.
func withoutRepeats(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  var seen: Set<[String]> = []
  return diagnostics.filter { diagnostic in
    let place = diagnostic.labels.first?.location
    let key = [
      diagnostic.code.text, diagnostic.detail,
      place.map { "\($0.file.index):\($0.span.start)" } ?? "",
    ]
    return seen.insert(key).inserted
  }
}

private func split(_ path: String) -> (directory: String, file: String) {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
  let directory = String(path[..<slash])
  return (directory.isEmpty ? "/" : directory, String(path[path.utf8.index(after: slash)...]))
}
