package import Diagnostics
import HCL

/// Reads and parses modules, following the calls of local ones.
package struct ModuleLoader {
  let files: ModuleFiles
  package private(set) var sources: SourceMap
  package var sink: DiagnosticSink
  /// Whether a file could not be read as it stands: what follows from that is no finding of its own.
  package private(set) var hasBrokenFiles = false
  /// Directories of the modules being loaded, outermost first.
  var open: [String] = []
  /// Whether a root module without any files is an empty module, and no mistake.
  var acceptsEmptyRoot = false
  /// The names of the calls that lead to the module being loaded, outermost first.
  var callPath: [String] = []
  /// Where `terraform init` put the modules that are not local.
  lazy var installed = InstalledModules(files)
  /// A directory is read and parsed once, however often it is called.
  var loaded: [String: ModuleConfiguration] = [:]

  package init(files: ModuleFiles, sources: SourceMap = SourceMap(), sink: DiagnosticSink = .init())
  {
    self.files = files
    self.sources = sources
    self.sink = sink
  }

  /// The module in `directory`; `only` restricts the root module to one file.
  package mutating func load(
    directory: String, only: String? = nil, calledAt call: SourceLocation? = nil
  ) -> ModuleConfiguration? {
    if let known = loaded[directory] { return known }
    guard !open.contains(directory), open.count < Self.maximumDepth else {
      sink.report(.moduleCallsItself(open + [directory], at: call))
      return nil
    }
    guard let names = only.map({ [$0] }) ?? files.list(directory) else {
      sink.report(
        call.map { .moduleNotFound(directory, at: $0) } ?? .noSuchConfiguration(directory))
      return nil
    }
    open.append(directory)
    defer { open.removeLast() }

    var primary: [ConfigurationBody] = []
    var overrides: [ConfigurationBody] = []
    var unreadable = false
    for name in names {
      guard let kind = SyntaxKind(name) else { continue }
      let path = directory.isEmpty ? name : directory + "/" + name
      let body =
        kind.isJSON
        ? jsonBody(path) : parse(path).map { ConfigurationBody($0.tree.root, of: $0) }
      guard let body else {
        unreadable = true
        continue
      }
      if kind.isOverride { overrides.append(body) } else { primary.append(body) }
    }
    let isAcceptedEmpty = acceptsEmptyRoot && call == nil && !unreadable
    if primary.isEmpty, overrides.isEmpty, !isAcceptedEmpty {
      if let call, !unreadable {
        sink.report(.emptyModule(directory, at: call))
        return ModuleConfiguration(directory: directory)
      }
      if !unreadable { sink.report(.noConfigurationFiles()) }
      return nil
    }
    let module = decode(primary, overrides, directory: directory)
    loaded[directory] = module
    return module
  }

  package mutating func parse(_ path: String) -> ParsedFile? {
    switch files.read(path) {
    case .failure(let failure):
      sink.report(.unreadableFile(path, failure.reason))
      hasBrokenFiles = true
      return nil
    case .success(let bytes):
      let id = sources.add(SourceFile(path: path, bytes: bytes))
      var problems = DiagnosticSink()
      let tree = Parser.parse(file: id, bytes: bytes, into: &problems)
      hasBrokenFiles = hasBrokenFiles || problems.hasErrors
      sink.absorb(problems)
      return ParsedFile(tree)
    }
  }

  /// A file that is not parsed as a configuration, such as JSON values.
  package mutating func add(_ path: String, _ bytes: [UInt8]) -> FileID {
    sources.add(SourceFile(path: path, bytes: bytes))
  }

  private static let maximumDepth = 64
}

/// Which files of a directory belong to a configuration.
struct SyntaxKind {
  var isJSON = false
  var isOverride: Bool

  init?(_ name: String) {
    guard !name.hasPrefix("."), !name.hasSuffix("~"), !name.hasPrefix("#") else { return nil }
    let stem: Substring
    if name.hasSuffix(".tf") {
      stem = name.dropLast(3)
    } else if name.hasSuffix(".tofu") {
      stem = name.dropLast(5)
    } else if name.hasSuffix(".tf.json") {
      stem = name.dropLast(8)
      isJSON = true
    } else if name.hasSuffix(".tofu.json") {
      stem = name.dropLast(10)
      isJSON = true
      isJSON = true
    } else {
      return nil
    }
    isOverride = stem == "override" || stem.hasSuffix("_override")
  }
}
