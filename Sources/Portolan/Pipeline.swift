package import Diagnostics
package import SecurityGroupIR

/// What came out of a run: an artifact, or the reasons why there is none.
package struct Compilation: Sendable {
  /// All files that diagnostics point into.
  package var sources: SourceMap
  /// In source order.
  package var diagnostics: [Diagnostic]
  /// Legalised for the target, if one was asked for: its inputs are what the artifact asks for.
  package var program: Program?
  package var artifact: Artifact?

  package var hasErrors: Bool {
    diagnostics.contains { $0.severity == .error || $0.severity == .internal }
  }
}

/// One emitted file.
package struct Artifact: Sendable {
  package var text: String
  package var isExecutable: Bool
}

/// The names that `--to` takes, in the order in which help lists them.
package var targetNames: [String] { [] }

/// The whole of Portolan.
package func compile(_ request: Request, to target: String? = nil) -> Compilation {
  Compilation(sources: SourceMap(), diagnostics: [])
}
