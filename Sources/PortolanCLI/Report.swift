import Diagnostics
import Portolan

enum DiagnosticFormat: String, Sendable, CaseIterable {
  case text, json, sarif
}

/// The diagnostics of one compilation on their way out.
struct Report {
  private(set) var compilation: Compilation
  let format: DiagnosticFormat
  /// As given on the command line.
  let path: String
  let tool: CommandLineTool

  init(_ compilation: Compilation, _ arguments: ParsedArguments, _ tool: CommandLineTool) {
    self.compilation = compilation
    format = arguments[.diagnostics].flatMap(DiagnosticFormat.init) ?? .text
    path = arguments.operand ?? "."
    self.tool = tool
  }

  mutating func add(_ diagnostic: Diagnostic) { compilation.diagnostics.append(diagnostic) }

  var text: String {
    let (diagnostics, sources) = (compilation.diagnostics, compilation.sources)
    switch format {
    case .text:
      let renderer = DiagnosticRendererText(sources: sources, isColoured: tool.isErrorColoured)
      return renderer.render(diagnostics) + advice
    case .json:
      return renderJSON(diagnostics, sources: sources)
    case .sarif:
      let renderer = DiagnosticRendererSARIF(
        sources: sources, version: portolanVersion, directory: directory
      ) { code in
        Explanations[code.text].map { .init(title: $0.title, help: $0.body) }
      }
      return renderer.render(diagnostics)
    }
  }

  var exitCode: ExitCode {
    if compilation.diagnostics.contains(where: { $0.severity == .internal }) {
      return .internalFault
    }
    return compilation.hasErrors ? .failure : .success
  }

  private var advice: String {
    let explained = compilation.diagnostics.first {
      $0.severity == .error && Explanations[$0.code.text] != nil
    }
    return explained.map { "For more about an error: portolan explain \($0.code.text)\n" } ?? ""
  }

  /// Paths of sources are relative to the root module; this leads there from the working directory.
  private var directory: String {
    var directory = path[...]
    if !tool.files.isDirectory(tool.resolve(path)) {
      guard let slash = directory.lastIndex(of: "/") else { return "" }
      directory = directory[...slash]
    }
    while directory.hasPrefix("./") { directory = directory.dropFirst(2) }
    // An absolute path would make the report depend on the machine.
    if directory.hasPrefix("/") || directory == "." || directory.isEmpty { return "" }
    return directory.hasSuffix("/") ? String(directory) : directory + "/"
  }
}
